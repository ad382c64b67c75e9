import Grid
import Model

// A screen so large that one column would leave most of it empty: the source is beside the other panes, and the bytes
// are visible too.

extension WatchScreen {
  func vastPanes(_ size: Size) -> Grid {
    var grid = Grid(size)
    let ring = state.ring == nil ? 0 : 5
    let timeline = min(12, state.tasks.count) + 1
    let room = size.height - ring - timeline
    grid.put(ringPane(Size(width: size.width, height: ring)), at: (0, 0))
    grid.put(timelinePane(Size(width: size.width, height: timeline)), at: (0, size.height - timeline))

    let width = size.width / 2
    grid.put(stackedSources(Size(width: size.width - width - 1, height: room)), at: (width + 1, ring))
    let words = stepLines(within: width - 4)
    var left = room
    let heights = [fieldRows == 0 ? 0 : fieldRows + 1, state.tasks.count + 1, words.count + 1].map { wanted in
      // Each gets a third of the room at least, if it wants so much.
      let height = max(0, min(wanted, max(room / 3, left - 2 * room / 3)))
      left -= height
      return height
    }
    var row = ring
    let panes = [fieldsPane, tasksPane, { stepsPane(words, $0) }]
    for (pane, height) in zip(panes, heights) where height > 0 {
      grid.put(pane(Size(width: width, height: height)), at: (0, row))
      row += height
    }
    if left >= 6 { grid.put(bytesPane(Size(width: width, height: left)), at: (0, row)) }
    return grid
  }
}
