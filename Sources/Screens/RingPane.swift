import Grid
import Model

/// How a ring is drawn: as boxes, in one row or in several, or as a strip of marks.
///
/// Boxes take five lines a row, or three when numbers and arrows are written on their borders. A strip takes a line of
/// marks, one of arrows, and at the end one of words.
private enum Boxes {
  /// A box and its left border.
  static let pitch = 6

  static func perRow(_ slots: Int, width: Int) -> Int? {
    let most = (width - 1) / pitch
    guard slots > 0, most > 0 else { return nil }
    let rows = (slots + most - 1) / most
    return (slots + rows - 1) / rows
  }
}

extension Scene {
  private var slotCount: Int { snapshot.slots.count }

  private func boxRows(_ width: Int) -> Int? {
    Boxes.perRow(slotCount, width: width).map { (slotCount + $0 - 1) / $0 }
  }

  func ringHeights(_ width: Int) -> [Int] {
    let strips = stripHeights(width)
    guard let rows = boxRows(width) else { return strips }
    let compact = 3 * rows + outsideLines
    return strips.filter { $0 < compact } + [compact, 5 * rows + outsideLines]
  }

  /// An index outside of the ring has no slot to point at: it takes a line of words.
  private var outsideLines: Int { outside.count }

  func ring(_ size: Size) -> Grid {
    guard let perRow = Boxes.perRow(slotCount, width: size.width), let rows = boxRows(size.width),
      size.height >= 3 * rows + outsideLines
    else { return strip(size) }
    var grid = Grid(size)
    let isCompact = size.height < 5 * rows + outsideLines
    for row in 0..<rows {
      let slots = row * perRow..<min(slotCount, (row + 1) * perRow)
      let box = isCompact ? compactBoxes(slots, size.width, perRow) : roomyBoxes(slots, size.width, perRow)
      grid.put(box, at: (0, row * box.size.height))
    }
    for (row, wordings) in outside.enumerated() {
      let text = fitting(wordings, within: size.width - 2, ellipsis: glyphs.ellipsis)
      grid.put(text, at: (2, size.height - outsideLines + row), .bad)
    }
    return grid
  }

  private func left(_ width: Int, _ perRow: Int) -> Int { (width - perRow * Boxes.pitch - 1) / 2 }

  /// Numbers above, arrows below.
  private func roomyBoxes(_ slots: Range<Int>, _ width: Int, _ perRow: Int) -> Grid {
    var grid = Grid(Size(width: width, height: 5))
    let left = left(width, perRow)
    drawBoxes(slots, on: &grid, left: left, top: 1)
    numbers(slots, on: &grid, left: left, row: 0, .muted)
    for (offset, slot) in slots.enumerated() {
      let column = left + offset * Boxes.pitch + 1
      let arrow = arrow(at: slot)
      grid.put(column + arrow.cells <= width ? arrow : arrowOnBorder(at: slot), at: (column, 4))
    }
    return grid
  }

  /// Numbers and arrows on the borders.
  private func compactBoxes(_ slots: Range<Int>, _ width: Int, _ perRow: Int) -> Grid {
    var grid = Grid(Size(width: width, height: 3))
    let left = left(width, perRow)
    drawBoxes(slots, on: &grid, left: left, top: 0)
    numbers(slots, on: &grid, left: left, row: 0, .rule)
    for (offset, slot) in slots.enumerated() {
      grid.put(arrowOnBorder(at: slot), at: (left + offset * Boxes.pitch + 1, 2))
    }
    return grid
  }

  private func numbers(_ slots: Range<Int>, on grid: inout Grid, left: Int, row: Int, _ style: Style) {
    for (offset, slot) in slots.enumerated() {
      let number = String(slot)
      grid.put(number, at: (left + offset * Boxes.pitch + 1 + (5 - number.utf8.count) / 2, row), style)
    }
  }

  private func drawBoxes(_ slots: Range<Int>, on grid: inout Grid, left: Int, top: Int) {
    let right = left + slots.count * Boxes.pitch
    for row in [top, top + 2] { grid.fill(left..<right, row: row, with: glyphs.horizontal, .rule) }
    for offset in 0...slots.count {
      let column = left + offset * Boxes.pitch
      let (isFirst, isLast) = (offset == 0, offset == slots.count)
      grid.put(isFirst ? glyphs.topLeft : isLast ? glyphs.topRight : glyphs.topTee, at: (column, top), .rule)
      grid.put(glyphs.vertical, at: (column, top + 1), .rule)
      grid.put(
        isFirst ? glyphs.bottomLeft : isLast ? glyphs.bottomRight : glyphs.bottomTee, at: (column, top + 2), .rule)
    }
    for (offset, slot) in slots.enumerated() {
      let column = left + offset * Boxes.pitch
      let content = slotWords(snapshot.slots[slot])
      let isChanged = state.changes.slots[slot] != nil
      let isBlank = content.text.allSatisfy { $0 == " " }
      grid.put(content.text, at: (column + 1, top + 1), isChanged && !isBlank ? .changed : content.style)
      if isChanged {
        grid.put(glyphs.changedLeft, at: (column, top + 1), .warning)
        grid.put(glyphs.changedRight, at: (column + Boxes.pitch, top + 1), .warning)
      }
    }
  }
}

// MARK: Arrows

extension Scene {
  /// The indices that point at no slot, each in words, from the most to the fewest.
  var outside: [[String]] {
    [("in", snapshot.in), ("out", snapshot.out)].filter { snapshot.slot(named: $0.1) == nil }.map { name, value in
      ["\(name) = \(grouped(value)), outside the ring", "\(name) is outside the ring", "\(name)?"]
    }
  }

  private func points(_ variable: SharedVariable, at slot: Int) -> Bool {
    snapshot.slot(at: variable) == slot
  }

  private func pointers(at slot: Int) -> [SharedVariable] { [.in, .out].filter { points($0, at: slot) } }

  private func pointerStyle(_ variable: SharedVariable) -> Style { variable == .in ? .producer : .consumer }

  /// `▲ in`, `▲ out◀` where it just moved, `▲ in out` where both stand.
  private func arrow(at slot: Int) -> [Span] {
    let variables = pointers(at: slot)
    guard let first = variables.first else { return [] }
    return [Span(glyphs.up, pointerStyle(first))]
      + variables.flatMap { variable in [Span(" "), Span(variable.name, pointerStyle(variable))] }
      + moved(variables)
  }

  /// The same in no more than a box and its border.
  private func arrowOnBorder(at slot: Int) -> [Span] {
    guard pointers(at: slot).count == 2 else { return arrow(at: slot) }
    return [Span("in", .producer), Span(glyphs.up), Span("out", .consumer)]
  }

  private func moved(_ variables: [SharedVariable]) -> [Span] {
    variables.contains { state.changes.variables[$0] != nil } ? [Span(glyphs.changedRight, .warning)] : []
  }
}
