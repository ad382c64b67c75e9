import Grid
import Model

// The verdict, the last steps, and the program's output.

extension WatchScreen {
  func stepLines(within room: Int) -> [[Span]] {
    let verdicts = state.verdicts.flatMap { wrapped([Span("\(glyphs.wrong) \($0)", .bad)], within: room) }
    return circleRows + verdicts + state.lastSteps.reversed().flatMap { wrapped(marked($0, .narration), within: room) }
  }

  /// The tasks that wait for each other, as a closed loop.
  private var circleRows: [[Span]] {
    guard !state.circle.isEmpty else { return [] }
    let line = glyphs.horizontal
    var row = [Span("\(glyphs.topLeft)\(line)\(glyphs.then) ", .warning)]
    for (index, link) in state.circle.enumerated() {
      let isLast = index == state.circle.count - 1
      row.append(Span(link.task, .giver))
      row.append(
        Span(
          " \(line)\(link.field.isEmpty ? "its end" : link.field)\(line)\(isLast ? line + glyphs.topRight : glyphs.then + " ")",
          .warning))
    }
    let bottom = glyphs.bottomLeft + String(repeating: line, count: max(0, row.cells - 2)) + glyphs.bottomRight
    return [row, [Span(bottom, .warning)]]
  }

  func stepsPane(_ lines: [[Span]], _ size: Size) -> Grid {
    var grid = Grid(size)
    grid.rule(0, headings: [(1, state.verdicts.isEmpty ? "last steps" : "verdict and last steps")], glyphs)
    for (row, line) in lines.prefix(size.height - 1).enumerated() { grid.put(line, at: (2, row + 1)) }
    // A verdict that is cut would be missed.
    if lines.count > size.height - 1, !state.verdicts.isEmpty, size.height > 1 {
      grid.put(" v: all of it", at: (size.width - 15, 0), .key)
    }
    return grid
  }

  /// All that is wrong, and the last steps, in full.
  func verdictPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    let lines = stepLines(within: size.width - 4)
    grid.rule(
      0,
      headings: [
        (1, state.verdicts.isEmpty ? "last steps" : "verdict and last steps"), (size.width - 15, "v closes it"),
      ],
      glyphs)
    let first = min(firstVerdictRow, max(0, lines.count - (size.height - 1)))
    for (row, line) in lines.dropFirst(first).prefix(size.height - 1).enumerated() { grid.put(line, at: (2, row + 1)) }
    return grid
  }

  func outputPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    let end = isTyping ? "Esc closes it" : canType ? "i types for it, o closes it" : "o closes it"
    grid.rule(0, headings: [(1, "what the program printed"), (size.width - width(of: end) - 4, end)], glyphs)
    let room = size.height - (isTyping ? 3 : 1)
    for (row, line) in state.output.dropLast(laterOutput).suffix(max(0, room)).enumerated() {
      grid.put(shortened(line, within: size.width - 4, glyphs.ellipsis), at: (2, row + 1))
    }
    guard isTyping, size.height > 3 else { return grid }
    grid.rule(size.height - 2, headings: [(1, "its standard input: type a line; Ctrl-D ends it")], glyphs)
    grid.put([Span("> ", .key), Span(typed), Span("_", .key)], at: (2, size.height - 1))
    return grid
  }
}
