import Grid
import Model

/// The last line: what the keys do, or for a while what there is to say. What does not fit on a line takes up to three.
func foot(_ state: State, _ size: Size) -> Grid {
  var grid = Grid(size)
  guard let message = state.message else {
    grid.hints(state.hints, row: size.height - 1)
    return grid
  }
  let lines = wrapped(message.text, within: size.width - 2)
  for (row, line) in lines.prefix(size.height).enumerated() {
    let isLast = row == size.height - 1
    let text = isLast ? lines[row...].joined(separator: " ") : line
    grid.put(fitting([text], within: size.width - 2, ellipsis: state.glyphs.ellipsis), at: (1, row), .warning)
  }
  return grid
}

func footLines(_ state: State, _ width: Int) -> Int {
  guard let message = state.message else { return 1 }
  return min(3, max(1, wrapped(message.text, within: width - 2).count))
}
