import Grid
import Model

// A ring with too many slots for boxes: a mark for each slot, or for several.

/// The distribution of slots over lines of marks.
private struct Strip {
  /// Space for the number of a line's first slot, and for an arrow's name left of the first mark.
  static let margin = 6

  var rows: Int
  var perRow: Int
  var slotsPerMark: Int
  /// The distance between two marks: 2 if gaps fit.
  var pitch: Int

  init(slots: Int, width: Int, rows: Int) {
    self.rows = rows
    let cells = max(1, width - Strip.margin - 4)
    slotsPerMark = max(1, (slots + rows * cells - 1) / (rows * cells))
    let marks = (slots + slotsPerMark - 1) / slotsPerMark
    perRow = max(1, (marks + rows - 1) / rows)
    pitch = 2 * perRow <= cells ? 2 : 1
  }

  func column(ofMark mark: Int) -> Int { Strip.margin + mark % perRow * pitch }
}

extension Scene {
  /// A line of marks with arrows below it, as often as needed for one mark per slot, and a line of words.
  func stripHeights(_ width: Int) -> [Int] {
    let cells = max(1, width - Strip.margin - 4)
    let most = max(1, (snapshot.slots.count + cells - 1) / cells)
    // If a mark is not a single slot, a line must say what it stands for.
    return (most > 1 ? [1] : [1, 2]) + (1...most).map { 2 * $0 + 1 }
  }

  func strip(_ size: Size) -> Grid {
    var grid = Grid(size)
    guard size.width > Strip.margin else {
      return grid
    }
    let strip = Strip(slots: snapshot.slots.count, width: size.width, rows: max(1, (size.height - 1) / 2))
    for row in 0..<strip.rows {
      drawMarks(strip, row, on: &grid)
      if 2 * row + 1 < size.height { drawArrows(strip, row, on: &grid) }
    }
    if size.height > 2 {
      let style: Style = outside.isEmpty ? .muted : .bad
      let words = fitting(ringWords(strip.slotsPerMark), within: size.width - 2, ellipsis: glyphs.ellipsis)
      grid.put(words, at: (2, size.height - 1), style)
    }
    return grid
  }

  private func drawMarks(_ strip: Strip, _ row: Int, on grid: inout Grid) {
    let first = row * strip.perRow * strip.slotsPerMark
    guard first < snapshot.slots.count else { return }
    let number = String(first)
    grid.put(number, at: (Strip.margin - 1 - number.utf8.count, 2 * row), .muted)
    for mark in row * strip.perRow..<(row + 1) * strip.perRow {
      let lower = mark * strip.slotsPerMark
      guard lower < snapshot.slots.count else { return }
      let slots = lower..<min(lower + strip.slotsPerMark, snapshot.slots.count)
      let sign = strip.slotsPerMark == 1 ? sign(lower) : level(slots)
      let column = strip.column(ofMark: mark)
      grid.put(sign.text, at: (column, 2 * row), sign.style)
      grid.mark(column..<column + strip.pitch, row: 2 * row, as: ClickTarget.slots(slots))
    }
  }

  /// A slot in one cell.
  private func sign(_ index: Int) -> Span {
    let slot = snapshot.slots[index]
    switch slot.contents {
    case .torn: return Span(glyphs.torn, .bad)
    case .foreign: return Span("?", .bad)
    case .whole(_, false) where slot.overwrote != nil: return Span(glyphs.overwrote, .bad)
    case .whole(let item, false):
      // With several producers, each item shows the last digit of its producer, because colour alone must carry no
      // information.
      let style = style(WorkerID(Ring.producer, item.producer))
      return Span(hasSeveralProducers ? String(item.producer.magnitude % 10) : glyphs.occupied, style)
    case .empty, .writing, .whole: return Span(glyphs.free, .muted)
    }
  }

  private var hasSeveralProducers: Bool { snapshot.workers.count { $0.id.role == Ring.producer } > 1 }

  /// Several slots in one cell: the share of occupied ones.
  private func level(_ slots: Range<Int>) -> Span {
    let occupied = snapshot.slots[slots].count { $0.isOccupied }
    let level = filledCells(occupied, of: slots.count, in: glyphs.levels.count - 1)
    return Span(glyphs.levels[level], occupied == 0 ? .muted : .giver)
  }

  /// Arrows with names beside them; if nothing fits between two, the left one has its name on the left.
  private func drawArrows(_ strip: Strip, _ row: Int, on grid: inout Grid) {
    let ends = [(Ring.in, Style.giver), (Ring.out, .taker)].compactMap { variable, style in
      snapshot.slot(at: variable).map { (name: variable.name, mark: $0 / strip.slotsPerMark, style: style) }
    }
    let here = ends.filter { $0.mark / strip.perRow == row }.sorted { $0.mark < $1.mark }
    let line = 2 * row + 1
    for (index, end) in here.enumerated() {
      let column = strip.column(ofMark: end.mark)
      let isShared = here.count == 2 && here[0].mark == here[1].mark
      let next = index == 0 && here.count == 2 ? strip.column(ofMark: here[1].mark) : grid.size.width
      let goesRight = isShared ? index == 1 : column + 2 + end.name.utf8.count < next
      grid.put(glyphs.up, at: (column, line), end.style)
      let nameColumn =
        goesRight && column + 2 + end.name.utf8.count <= grid.size.width
        ? column + 2 : column - 1 - end.name.utf8.count
      grid.put(end.name, at: (nameColumn, line), end.style)
    }
  }

  /// The picture in words, from the longest wording to the shortest.
  private func ringWords(_ slotsPerMark: Int) -> [String] {
    let slots = snapshot.slots
    let occupied = "\(grouped(slots.count { $0.isOccupied })) of \(grouped(slots.count)) occupied"
    let indices = "in = \(grouped(snapshot.into)), out = \(grouped(snapshot.from))"
    if let first = outside.first {
      let all = outside.map { $0[0] }.joined(separator: "; ")
      let short = outside.count == 2 ? "in and out are outside the ring" : first[1]
      return ["\(all); \(occupied)", all, short]
    }
    guard slotsPerMark > 1 else {
      let producers = hasSeveralProducers ? ["\(indices); \(occupied), each by the digit of its producer"] : []
      return producers + ["\(indices); \(occupied)", occupied]
    }
    let marks = "each mark stands for \(slotsPerMark) slots"
    return ["\(marks); \(indices); \(occupied)", "\(marks); \(occupied)", marks]
  }
}
