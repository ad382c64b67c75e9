/// The contents of one cell or of a wide one: a base character with its marks, and its width in cells.
struct CellText: Sendable, Hashable {
  var glyph: String
  var width: Int
}

/// How many cells a character takes on a terminal.
///
/// Nearly always 0, 1 or 2: a combining mark on its own takes none; East Asian wide characters and emoji take two.
/// Swift's single character may be several letters side by side on a terminal, such as the last two of `नमस्ते`. The
/// rules are those of wcwidth(3), with a small table of whole blocks.
public func width(of character: Character) -> Int {
  let scalars = character.unicodeScalars
  let first = scalars[scalars.startIndex]
  if scalars.index(after: scalars.startIndex) == scalars.endIndex { return width(of: first) }
  if isPicture(character) { return 2 }
  return max(scalars.reduce(0) { $0 + width(of: $1) }, width(of: first))
}

/// How many cells a text takes on a terminal.
public func width(of text: String) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
  return text.reduce(0) { $0 + width(of: $1) }
}

/// The text cell by cell. Marks before the first base character are left out.
func cellTexts(_ character: Character) -> [CellText] {
  let scalars = character.unicodeScalars
  if scalars.index(after: scalars.startIndex) == scalars.endIndex || isPicture(character) {
    return [CellText(glyph: String(character), width: width(of: character))]
  }
  var texts: [CellText] = []
  for scalar in scalars {
    let cells = width(of: scalar)
    if cells > 0 || texts.isEmpty {
      texts.append(CellText(glyph: String(scalar), width: cells))
    } else if texts[texts.count - 1].glyph.unicodeScalars.count < mostScalars {
      texts[texts.count - 1].glyph.unicodeScalars.append(scalar)
    }
  }
  return texts
}

/// The most code points in a cell: as many as ncurses can keep (CCHARW_MAX, curs_getcchar(3X)).
let mostScalars = 5

/// Joined emoji, flags, and signs that are to be drawn as emoji: two cells, whatever they consist of.
private func isPicture(_ character: Character) -> Bool {
  let scalars = character.unicodeScalars
  guard scalars.first!.value > 0x7F || scalars.contains("\u{FE0F}") else { return false }
  return scalars.contains("\u{FE0F}") || scalars.first!.properties.isEmojiPresentation
}

private func width(of scalar: Unicode.Scalar) -> Int {
  if scalar.value < 0x300 { return 1 }
  if isZeroWidth(scalar) { return 0 }
  return isWide(scalar) ? 2 : 1
}

private let wideBlocks: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
  0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1B000...0x1B2FF,
  0x1F1E6...0x1F1FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
]

private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  // Nearly everything that is drawn here is below the first wide block, or is a line or a block.
  if scalar.value < 0x1100 || (0x2500...0x25FC).contains(scalar.value) { return false }
  return wideBlocks.contains { $0.contains(scalar.value) } || scalar.properties.isEmojiPresentation
}

private func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
  // Lines, blocks and arrows are not marks, and need no lookup in the Unicode data.
  if scalar.value < 0x300 || (0x2190...0x27BF).contains(scalar.value) { return false }
  // Vowels and finals of a Hangul syllable are drawn on its first letter.
  if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) { return true }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return true
  default: return false
  }
}
