import Grid
import Model

/// The layout of a ring: as boxes, in one row or in several, or as a strip of marks.
///
/// Boxes take five lines a row, or three if numbers and arrows are on their borders. A strip takes a line of marks,
/// one of arrows, and at the end one of words.
private struct Boxes {
  /// The width of a box with its left border: as wide as a name, or wider if all boxes still fit into a row.
  let pitch: Int
  let perRow: Int
  let rows: Int
  private let width: Int

  static let leastPitch = 6
  private static let widest = 14
  /// From this width on, boxes are wider than names, and from the next on even wider.
  private static let roomy = 150
  private static let vast = 180
  private static let widestVast = 20

  /// Nil if no box fits.
  init?(_ slots: Int, width: Int) {
    self.width = width
    let wished = slots > 0 && width >= Boxes.roomy ? (width - 9) / slots : 0
    // An even pitch has a middle for names of five cells.
    pitch = min(max(wished / 2 * 2, Boxes.leastPitch), width >= Boxes.vast ? Boxes.widestVast : Boxes.widest)
    let most = (width - 1) / pitch
    guard slots > 0, most > 0 else { return nil }
    rows = (slots + most - 1) / most
    perRow = (slots + rows - 1) / rows
  }

  /// The column of the left border of a box.
  func column(_ offset: Int) -> Int { (width - perRow * pitch - 1) / 2 + offset * pitch }

  /// The first of the five columns of a name, in the middle of a box.
  func nameColumn(_ offset: Int) -> Int { column(offset) + 1 + (pitch - Boxes.leastPitch) / 2 }
}

extension Scene {
  private var slotCount: Int { snapshot.slots.count }

  func ringHeights(_ width: Int) -> [Int] {
    let strips = stripHeights(width)
    guard let rows = Boxes(slotCount, width: width)?.rows else { return strips }
    let compact = 3 * rows + outsideLines
    return strips.filter { $0 < compact } + [compact, 5 * rows + outsideLines]
  }

  /// An index outside the ring cannot point at a slot: it takes a line of words.
  private var outsideLines: Int { outside.count }

  func ring(_ size: Size) -> Grid {
    guard let boxes = Boxes(slotCount, width: size.width), size.height >= 3 * boxes.rows + outsideLines
    else { return strip(size) }
    var grid = Grid(size)
    let isCompact = size.height < 5 * boxes.rows + outsideLines
    for row in 0..<boxes.rows {
      let slots = row * boxes.perRow..<min(slotCount, (row + 1) * boxes.perRow)
      let box = isCompact ? compactBoxes(slots, size.width, boxes) : roomyBoxes(slots, size.width, boxes)
      grid.put(box, at: (0, row * box.size.height))
    }
    for (row, wordings) in outside.enumerated() {
      let text = fitting(wordings, within: size.width - 2, ellipsis: glyphs.ellipsis)
      grid.put(text, at: (2, size.height - outsideLines + row), .bad)
    }
    return grid
  }

  /// Numbers above, arrows below.
  private func roomyBoxes(_ slots: Range<Int>, _ width: Int, _ boxes: Boxes) -> Grid {
    var grid = Grid(Size(width: width, height: 5))
    drawBoxes(slots, on: &grid, boxes, top: 1)
    numbers(slots, on: &grid, boxes, row: 0, .muted)
    mark(slots, on: &grid, boxes)
    for (offset, slot) in slots.enumerated() {
      let column = boxes.nameColumn(offset)
      let arrow = arrow(at: slot)
      grid.put(column + arrow.cells <= width ? arrow : arrowOnBorder(at: slot), at: (column, 4))
    }
    return grid
  }

  /// Numbers and arrows on the borders.
  private func compactBoxes(_ slots: Range<Int>, _ width: Int, _ boxes: Boxes) -> Grid {
    var grid = Grid(Size(width: width, height: 3))
    drawBoxes(slots, on: &grid, boxes, top: 0)
    numbers(slots, on: &grid, boxes, row: 0, .muted)
    mark(slots, on: &grid, boxes)
    for (offset, slot) in slots.enumerated() {
      grid.put(arrowOnBorder(at: slot), at: (boxes.nameColumn(offset), 2))
    }
    return grid
  }

  /// Makes a click on a box, its number or its arrow tell of its slot.
  private func mark(_ slots: Range<Int>, on grid: inout Grid, _ boxes: Boxes) {
    for (offset, slot) in slots.enumerated() {
      let columns = boxes.column(offset) + 1..<boxes.column(offset + 1)
      grid.mark(columns, rows: 0..<grid.size.height, as: ClickTarget.slots(slot..<slot + 1))
    }
  }

  private func numbers(_ slots: Range<Int>, on grid: inout Grid, _ boxes: Boxes, row: Int, _ style: Style) {
    for (offset, slot) in slots.enumerated() {
      let number = String(slot)
      grid.put(number, at: (boxes.nameColumn(offset) + (5 - number.utf8.count) / 2, row), style)
    }
  }

  private func drawBoxes(_ slots: Range<Int>, on grid: inout Grid, _ boxes: Boxes, top: Int) {
    let (left, right) = (boxes.column(0), boxes.column(slots.count))
    for row in [top, top + 2] { grid.fill(left..<right, row: row, with: glyphs.horizontal, .rule) }
    for offset in 0...slots.count {
      let column = boxes.column(offset)
      let (isFirst, isLast) = (offset == 0, offset == slots.count)
      grid.put(isFirst ? glyphs.topLeft : isLast ? glyphs.topRight : glyphs.topTee, at: (column, top), .rule)
      grid.put(glyphs.vertical, at: (column, top + 1), .rule)
      grid.put(
        isFirst ? glyphs.bottomLeft : isLast ? glyphs.bottomRight : glyphs.bottomTee, at: (column, top + 2), .rule)
    }
    for (offset, slot) in slots.enumerated() {
      let column = boxes.column(offset)
      let content = slotWords(snapshot.slots[slot])
      let isChanged = state.changes.slots[slot] != nil
      let isBlank = content.text.allSatisfy { $0 == " " }
      grid.put(content.text, at: (boxes.nameColumn(offset), top + 1), isChanged && !isBlank ? .changed : content.style)
      if isChanged {
        grid.put(glyphs.changedLeft, at: (column, top + 1), .warning)
        grid.put(glyphs.changedRight, at: (column + boxes.pitch, top + 1), .warning)
      }
    }
  }
}

// MARK: Arrows

extension Scene {
  /// The indices that point at no slot, each in words, from the longest wording to the shortest.
  var outside: [[String]] {
    [("in", snapshot.into), ("out", snapshot.from)].filter { snapshot.slot(named: $0.1) == nil }.map { name, value in
      ["\(name) = \(grouped(value)), outside the ring", "\(name) is outside the ring", "\(name)?"]
    }
  }

  private func points(_ variable: SharedVariable, at slot: Int) -> Bool {
    snapshot.slot(at: variable) == slot
  }

  private func pointers(at slot: Int) -> [SharedVariable] { [Ring.in, Ring.out].filter { points($0, at: slot) } }

  private func pointerStyle(_ variable: SharedVariable) -> Style { variable == Ring.in ? .giver : .taker }

  /// `▲ in`, `▲ out◀` if it just moved, `▲ in out` for both at the same slot.
  private func arrow(at slot: Int) -> [Span] {
    let variables = pointers(at: slot)
    guard let first = variables.first else { return [] }
    return [Span(glyphs.up, pointerStyle(first))]
      + variables.flatMap { variable in [Span(" "), Span(variable.name, pointerStyle(variable))] }
      + moved(variables)
  }

  /// The same within a box and its border.
  private func arrowOnBorder(at slot: Int) -> [Span] {
    guard pointers(at: slot).count == 2 else { return arrow(at: slot) }
    return [Span("in", .giver), Span(glyphs.up), Span("out", .taker)]
  }

  private func moved(_ variables: [SharedVariable]) -> [Span] {
    variables.contains { state.changes.variables[$0] != nil } ? [Span(glyphs.changedRight, .warning)] : []
  }
}
