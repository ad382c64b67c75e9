/// How many cells a character takes on a terminal: 0, 1 or 2.
///
/// A combining mark that stands alone takes none; East Asian wide characters and emoji take two. A small table of whole
/// blocks: it is right for what people write in names and messages, without the size of the full Unicode data.
public func width(of character: Character) -> Int {
  let scalars = character.unicodeScalars
  let first = scalars[scalars.startIndex]
  if first.value < 0x300, scalars.count == 1 { return 1 }
  if isZeroWidth(first) { return 0 }
  if isWide(first) { return 2 }
  return scalars.contains("\u{FE0F}") ? 2 : 1
}

/// How many cells a text takes on a terminal.
public func width(of text: String) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
  return text.reduce(0) { $0 + width(of: $1) }
}

private let wideBlocks: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
  0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1B000...0x1B2FF,
  0x1F1E6...0x1F1FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
]

private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  // Nearly everything that is drawn here lies below the first wide block, or is a line or a block.
  if scalar.value < 0x1100 || (0x2500...0x25FC).contains(scalar.value) { return false }
  return wideBlocks.contains { $0.contains(scalar.value) } || scalar.properties.isEmojiPresentation
}

private func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
  // Lines, blocks and arrows are no marks, and need no look into the Unicode data.
  if scalar.value < 0x300 || (0x2190...0x27BF).contains(scalar.value) { return false }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return true
  default: return false
  }
}
