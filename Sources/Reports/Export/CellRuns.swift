import Grid

extension Cell {
  /// Whether every monospaced font draws it in exactly one cell: ASCII, Latin-1, lines and blocks.
  var isPlain: Bool {
    let scalars = glyph.unicodeScalars
    guard let first = scalars.first, scalars.index(after: scalars.startIndex) == scalars.endIndex else { return false }
    switch first.value {
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0xFF, 0x2500...0x259F: return true
    default: return false
    }
  }
}

extension ArraySlice<Cell> {
  /// How many cells the character in this column takes, counted from 0.
  func cells(at column: Int) -> Int { 1 + dropFirst(column + 1).prefix { $0.glyph.isEmpty }.count }

  /// The row in pieces of one style, without spaces at its end.
  var runs: [CellRun] {
    var runs: [CellRun] = []
    for (column, cell) in enumerated() where !cell.glyph.isEmpty {
      if !cell.isPlain {
        runs.append(CellRun(style: cell.style, box: cells(at: column), text: cell.glyph))
      } else if let last = runs.last, last.style == cell.style, last.box == 0 {
        runs[runs.count - 1].text += cell.glyph
      } else {
        runs.append(CellRun(style: cell.style, box: 0, text: cell.glyph))
      }
    }
    guard let last = runs.last, last.style == .text, last.box == 0 else { return runs }
    runs[runs.count - 1].text = String(last.text.reversed().drop { $0 == " " }.reversed())
    return runs.filter { !$0.text.isEmpty }
  }
}

/// A piece of a row in one style.
struct CellRun: Hashable {
  var style: Style
  /// How many cells the text takes, if it is one character that fonts draw in different widths; otherwise 0.
  var box: Int
  var text: String
}
