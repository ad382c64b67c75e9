import Grid
import Model

extension WatchScreen {
  func tasksPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    let next = min(76, max(52, size.width - 36))
    let hidden = max(0, state.tasks.count - (size.height - 1))
    var headings = [
      (1, hidden == 0 ? "processes" : "processes, \(hidden) more"), (25, "stands at"), (next, "about to"),
    ]
    if size.width >= 70 { headings.append((size.width - 8, "steps")) }
    grid.rule(0, headings: headings, glyphs)
    // The selected one, and what is alive, come first where not all fit.
    let room = size.height - 1
    let selected = selectedTask?.name
    let shown =
      state.tasks.count <= room
      ? state.tasks
      : Array(
        (state.tasks.filter { $0.name == selected } + state.tasks.filter { $0.isAlive && $0.name != selected }).prefix(
          room))
    for (row, task) in shown.enumerated() {
      let mark = task.name == selected ? glyphs.selected : " "
      let isTroubled = ["BLOCKED", "spinning"].contains(task.state) || task.isElsewhere
      let style: Style = isTroubled ? .warning : task.isAlive ? .text : .muted
      grid.put("\(mark) ", at: (1, row + 1), .key)
      grid.mark(0..<size.width, row: row + 1, as: WatchTarget.task(task.name))
      let name = task.name.padded(to: 4) + " "
      let state = shortened(task.state, within: max(8, 13 - "\(task.pid)".count), glyphs.ellipsis)
      grid.put([Span(name, .giver), Span("\(task.pid) ", .muted), Span(state, style)], at: (3, row + 1))
      let prefix = task.isElsewhere && !task.place.isEmpty ? "after " : ""
      let bare = task.place.firstIndex(of: ":").map { String(task.place[$0...]) } ?? task.place
      grid.put(
        fitting([prefix + task.place, prefix + bare], within: next - 28, ellipsis: glyphs.ellipsis), at: (26, row + 1))
      let words = task.isAlive ? task.next : ""
      grid.put(
        shortened(words, within: size.width - next - 9, glyphs.ellipsis), at: (next + 1, row + 1),
        task.isElsewhere ? .warning : .code)
      if size.width >= 70 { grid.put([Span("\(task.steps)", .muted)], endingAt: size.width - 2, row: row + 1) }
    }
    return grid
  }

  /// A lane for each process and a letter for each operation, in order.
  func timelinePane(_ size: Size) -> Grid {
    var grid = Grid(size)
    grid.rule(
      0, headings: [(1, "timeline"), (size.width - 22, "newest at the right")].filter { $0.0 == 1 || $0.0 > 12 }, glyphs
    )
    let (pitch, margin) = (3, 8)
    let columns = max(0, (size.width - margin - 1) / pitch)
    let events = state.events.suffix(columns)
    let start = margin + (columns - events.count) * pitch
    for (row, task) in state.tasks.filter({ task in events.contains { $0.task == task.name } || task.isAlive })
      .prefix(size.height - 1).enumerated()
    {
      grid.put(task.name, at: (3, row + 1), .giver)
      grid.mark(0..<size.width, row: row + 1, as: WatchTarget.task(task.name))
      var isAsleep = false
      for (index, event) in events.enumerated() {
        let column = start + index * pitch
        let isOwn = event.task == task.name
        if isOwn { isAsleep = event.isBlocked }
        let glyph = isOwn ? glyphs.active : isAsleep ? glyphs.asleep : glyphs.idle
        grid.fill(column..<column + pitch, row: row + 1, with: glyph, isAsleep ? .warning : isOwn ? .giver : .muted)
        if isOwn { grid.put(String(event.letter), at: (column + pitch - 1, row + 1), isAsleep ? .warning : .giver) }
      }
    }
    return grid
  }
}
