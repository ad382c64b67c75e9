extension Grid {
  /// The characters only, a line for each row, without spaces at the ends of lines.
  public var plainText: String {
    rows.map { row in
      let text = row.map(\.glyph).joined()
      return String(text.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  /// The rows, from the top.
  public var rows: [ArraySlice<Cell>] {
    (0..<size.height).map { cells[$0 * size.width..<($0 + 1) * size.width] }
  }

  /// The grid with escape sequences that show it in colour on a terminal, for a file or a pipe.
  public func ansi(_ theme: Theme) -> String {
    rows.map { row in
      var line = ""
      var current: Style?
      for cell in row {
        if cell.style != current { line += theme[cell.style].escapeSequence }
        current = cell.style
        line += cell.glyph
      }
      return line + "\u{1B}[0m"
    }.joined(separator: "\n")
  }
}

extension Appearance {
  /// Select Graphic Rendition (ECMA-48, 8.3.117), beginning with a reset.
  public var escapeSequence: String {
    var codes = [0]
    let attributes = [(bold, 1), (dim, 2), (italic, 3), (underlined, 4), (reversed, 7)]
    codes += attributes.filter(\.0).map(\.1)
    if case .indexed(let index, _) = foreground { codes += [38, 5, Int(index)] }
    if case .indexed(let index, _) = background { codes += [48, 5, Int(index)] }
    return "\u{1B}[" + codes.map(String.init).joined(separator: ";") + "m"
  }
}
