import Grid

extension Grid {
  /// One cell per character; `_` continues the wide character to its left.
  mutating func write(_ text: String, column: Int, row: Int) {
    for (offset, character) in text.enumerated() {
      self[column + offset, row] = Cell(character == "_" ? "" : String(character))
    }
  }
}
