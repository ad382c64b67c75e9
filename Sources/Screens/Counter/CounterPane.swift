import Grid
import Model

extension Scene {
  /// The word to which all processes add, in its own box, and its expected value.
  func counter(_ size: Size) -> Grid {
    var grid = Grid(size)
    let value = grouped(snapshot.counterValue, within: 24)
    guard size.height >= 3 else {
      let words = ["counter = \(value), expected \(grouped(snapshot.ledger.produced))", "counter = \(value)", value]
      grid.put(fitting(words, within: size.width - 2, ellipsis: glyphs.ellipsis), at: (2, 0), .key)
      return grid
    }
    let top = size.height >= 5 ? 1 : 0
    let boxWidth = min(max(20, width(of: value) + 6), size.width)
    let left = max(0, (size.width - boxWidth) / 2)
    if top > 0 { grid.put("counter", at: (left + max(0, (boxWidth - 7) / 2), 0), .muted) }
    drawBox(left..<left + boxWidth, top: top, on: &grid)
    let isChanged = state.changes.variables[CounterScreen.counter] != nil
    let column = left + max(1, (boxWidth - width(of: value)) / 2)
    grid.put(value, at: (column, top + 1), isChanged ? .changed : .key)
    drawHands(right: left + boxWidth + 2, row: top + 1, on: &grid)
    if size.height >= 5 {
      let (words, style) = counterVerdict
      let verdict = fitting([words], within: size.width - 2, ellipsis: glyphs.ellipsis)
      grid.put(verdict, at: (max(0, (size.width - width(of: verdict)) / 2), 4), style)
    }
    return grid
  }

  /// The value in each process's register, beside the box, as many as fit.
  private func drawHands(right: Int, row: Int, on grid: inout Grid) {
    let holders = snapshot.workers.filter { $0.index != nil }
    guard let first = holders.first, snapshot.pace != .full else { return }
    let words = [
      holders.map { "\($0.id): r=\(grouped($0.index ?? 0))" }.joined(separator: "  "),
      "\(first.id): r=\(grouped(first.index ?? 0)) \(glyphs.ellipsis)",
    ]
    grid.put(fitting(words, within: grid.size.width - right, ellipsis: glyphs.ellipsis), at: (right, row), .muted)
  }

  private var counterVerdict: (String, Style) {
    let counts = snapshot.ledger
    let expected = "\(grouped(counts.produced)) addition\(counts.produced == 1 ? "" : "s") done"
    if counts.lost > 0 && !isOnItsWay(counts.lost) {
      return ("\(expected), but the counter is \(grouped(counts.lost)) short \(glyphs.wrong)", .bad)
    }
    if counts.phantom > 0 && !isOnItsWay(counts.phantom) {
      return ("\(expected), but the counter is \(grouped(counts.phantom)) ahead \(glyphs.wrong)", .bad)
    }
    return ("\(expected), and the counter agrees \(glyphs.right)", .good)
  }

  /// While the workers run, each may have stored a sum without counting it, or counted it without storing it.
  func isOnItsWay(_ difference: UInt64) -> Bool {
    let isRight = snapshot.discipline.isCorrect
    return snapshot.pace != .step && isRight
      && difference <= (snapshot.pace == .full ? 1_000_000 : UInt64(snapshot.workers.count))
  }

  func drawBox(_ columns: Range<Int>, top: Int, on grid: inout Grid) {
    guard columns.count >= 2 else { return }
    let (left, right) = (columns.lowerBound, columns.upperBound - 1)
    for row in [top, top + 2] { grid.fill(left..<right, row: row, with: glyphs.horizontal, .rule) }
    let corners = [
      (glyphs.topLeft, left, top), (glyphs.topRight, right, top), (glyphs.vertical, left, top + 1),
      (glyphs.vertical, right, top + 1), (glyphs.bottomLeft, left, top + 2), (glyphs.bottomRight, right, top + 2),
    ]
    for (glyph, column, row) in corners { grid.put(glyph, at: (column, row), .rule) }
  }
}
