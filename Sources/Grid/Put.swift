/// A position in a grid, from 0 at the top left.
public typealias CellPosition = (column: Int, row: Int)

extension Grid {
  /// Draws text from `place` to the right, without the part outside the grid. A wide character is never cut in half:
  /// if only half of it would be visible, there is a space instead. Control characters become `?`, so that no text
  /// from elsewhere can steer the terminal. A no-break space becomes an ordinary space, because the lines are broken
  /// already.
  ///
  /// - Returns: the column after the text.
  @discardableResult
  public mutating func put(_ text: String, at place: CellPosition, _ style: Style = .text) -> Int {
    guard (0..<size.height).contains(place.row) else { return place.column + width(of: text) }
    if let end = putASCII(text, at: place, style) { return end }
    var column = place.column
    for character in text {
      for cell in cellTexts(character) where cell.width > 0 {
        put(glyph(cell.glyph), cells: cell.width, at: (column, place.row), style)
        column += cell.width
      }
    }
    return column
  }

  /// A fast path: most text is ASCII, where a byte is a cell and nothing must be measured. Nil for other text.
  private mutating func putASCII(_ text: String, at place: CellPosition, _ style: Style) -> Int? {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      let end = place.column + bytes.count
      let columns = max(0, place.column)..<max(0, place.column, min(end, size.width))
      separate(columns, place.row)
      for column in columns {
        self[column, place.row] = Cell(asciiGlyphs[Int(bytes[column - place.column])], style)
      }
      return end
    }
  }

  private mutating func put(_ glyph: String, cells: Int, at place: CellPosition, _ style: Style) {
    let columns = max(0, place.column)..<max(0, place.column, min(place.column + cells, size.width))
    separate(columns, place.row)
    let isWhole = columns.count == cells
    for column in columns {
      self[column, place.row] = Cell(isWhole ? (column == place.column ? glyph : "") : " ", style)
    }
  }

  /// Clears the halves of wide characters that would remain beside these columns.
  mutating func separate(_ columns: Range<Int>, _ row: Int) {
    guard !columns.isEmpty else { return }
    if self[columns.lowerBound, row].glyph.isEmpty { self[columns.lowerBound - 1, row].glyph = " " }
    if self[columns.upperBound, row].glyph.isEmpty { self[columns.upperBound, row].glyph = " " }
  }
}

private let asciiGlyphs: [String] = (0..<128).map { glyph(String(Unicode.Scalar(UInt8($0)))) }

private func glyph(_ text: String) -> String {
  if text == "\u{A0}" { return " " }
  let value = text.unicodeScalars[text.unicodeScalars.startIndex].value
  let isControl = value < 0x20 || (0x7F..<0xA0).contains(value)
  let isLineBreak = value == 0x2028 || value == 0x2029
  // XML may not contain the first of them: https://www.w3.org/TR/xml/#charsets.
  let isNoncharacter = value & 0xFFFE == 0xFFFE
  return isControl || isLineBreak || isNoncharacter ? "?" : text
}
