extension Grid {
  /// Fills columns of a row with a glyph that takes one cell.
  public mutating func fill(_ columns: Range<Int>, row: Int, with glyph: String, _ style: Style = .text) {
    let columns = columns.clamped(to: 0..<size.width)
    separate(columns, row)
    for column in columns { self[column, row] = Cell(glyph, style) }
  }

  /// Draws a line across the grid with headings on it, each from its column on. A heading that would run into the
  /// next one, or out of the grid, is cut.
  public mutating func rule(_ row: Int, headings: [(column: Int, text: String)], _ glyphs: GlyphSet) {
    fill(0..<size.width, row: row, with: glyphs.horizontal, .rule)
    for (index, heading) in headings.enumerated() {
      let next = index + 1 < headings.count ? headings[index + 1].column : size.width
      let text = shortened(heading.text, within: next - heading.column - 2, glyphs.ellipsis)
      if !text.isEmpty { put(" " + text + " ", at: (heading.column, row), .heading) }
    }
  }

  /// Draws hints one after the other, and leaves out whole ones, the least urgent first, until the others fit. A click
  /// on a hint means its key.
  public mutating func hints(_ hints: [Hint], row: Int) {
    var shown = hints
    while !shown.isEmpty, 1 + Hint.cells(of: shown) > size.width {
      let least = shown.indices.max { shown[$0].rank < shown[$1].rank }!
      shown.remove(at: least)
    }
    var column = 1
    for hint in shown {
      let start = column
      column = put(hint.key, at: (column, row), hint.isAvailable ? .key : .muted)
      column = put(" " + hint.words, at: (column, row), hint.isAvailable ? .hint : .muted)
      if let key = hint.pressed { mark(start..<column, row: row, as: key) }
      column += Hint.gap
    }
  }

  /// Draws another grid on this one, without the part outside and without halves of wide characters.
  public mutating func put(_ other: Grid, at place: CellPosition) {
    let columns = (place.column..<place.column + other.size.width).clamped(to: 0..<size.width)
    for row in 0..<other.size.height {
      separate(columns, place.row + row)
      for column in columns { self[column, place.row + row] = other[column - place.column, row] }
      if let first = columns.first, let last = columns.last {
        if self[first, place.row + row].glyph.isEmpty { self[first, place.row + row].glyph = " " }
        if other[last + 1 - place.column, row].glyph.isEmpty { self[last, place.row + row].glyph = " " }
      }
    }
    putTargets(of: other, at: place)
  }
}

/// A key and a word for its effect, for the foot of the screen.
public struct Hint: Sendable, Hashable {
  public var key: String
  public var words: String
  /// The higher, the earlier it is left out when not all fit.
  public var rank: Int
  /// Whether the key can act now.
  public var isAvailable: Bool
  /// The key that a click on the hint presses; nil if the hint names several.
  public var pressed: Key?

  static let gap = 2

  public init(key: String, words: String, rank: Int, isAvailable: Bool = true, pressed: Key? = nil) {
    self.key = key
    self.words = words
    self.rank = rank
    self.isAvailable = isAvailable
    self.pressed = pressed
  }

  static func cells(of hints: [Hint]) -> Int {
    hints.reduce(-gap) { $0 + width(of: $1.key) + 1 + width(of: $1.words) + gap }
  }
}

/// How many cells of a bar are full: none only for an empty bar, all only for a full one. Values out of range are
/// clamped.
public func filledCells(_ value: Int, of total: Int, in cells: Int) -> Int {
  if value <= 0 || total <= 0 { return 0 }
  if value >= total { return cells }
  let rounded = Int((Double(value) / Double(total) * Double(cells)).rounded())
  return min(max(rounded, 1), cells - 1)
}
