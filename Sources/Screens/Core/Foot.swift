import Grid
import Model

/// The last line: the keys, or for a while a message. A long message takes up to three lines.
func foot(_ state: State, _ size: Size) -> Grid {
  var grid = Grid(size)
  guard let message = state.message else {
    grid.hints(state.hints, row: size.height - 1)
    if state.player == nil, state.bytes == nil, state.help == nil, !state.comparison.isOpen, !state.explorer.isOpen {
      grid.pointToLessons(row: size.height - 1)
    }
    return grid
  }
  let lines = footText(message, size.width).limited(to: size.height, within: size.width - 2, state.glyphs.ellipsis)
  for (row, line) in lines.enumerated() { grid.put(line, at: (1, row)) }
  grid.mark(0..<size.width, rows: 0..<size.height, as: ClickTarget.message)
  return grid
}

extension Grid {
  /// The way to the lessons, at the end of the line, if it fits.
  fileprivate mutating func pointToLessons(row: Int) {
    let words = marked("New here? `ringside lesson 1`", .muted)
    let start = size.width - words.cells - 1
    guard start > 0, (max(0, start - 3)..<size.width).allSatisfy({ self[$0, row].glyph == " " }) else { return }
    put(words, at: (start, row))
  }
}

func footLines(_ state: State, _ width: Int) -> Int {
  guard let message = state.message else { return 1 }
  return min(3, max(1, footText(message, width).count))
}

private func footText(_ message: StatusMessage, _ width: Int) -> [[Span]] {
  wrapped(marked(message.text, .warning), within: width - 2)
}

extension [[Span]] {
  /// At most this many of the lines; the last one shows that more are missing.
  func limited(to count: Int, within limit: Int, _ ellipsis: String) -> [[Span]] {
    guard self.count > count else { return self }
    guard count > 0 else { return [] }
    let rest = self[(count - 1)...].joined(separator: [Span(" ")])
    return self[..<(count - 1)] + [Array<Span>(rest).shortened(within: limit, ellipsis)]
  }
}
