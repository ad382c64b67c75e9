/// The same text twice as wide: in the full-width forms of ASCII, which take two cells each, or where there is nothing but
/// ASCII, with blanks between the letters. What has no such form stays as it is.
public func large(_ text: String, _ glyphs: GlyphSet) -> String {
  if glyphs.isASCII {
    return text.split(separator: " ").map { $0.map(String.init).joined(separator: "\u{A0}") }.joined(
      separator: " \u{A0}")
  }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    // U+FF01 to U+FF5E stand for U+0021 to U+007E.
    if (0x21...0x7E).contains(scalar.value) {
      result.append(Unicode.Scalar(scalar.value + 0xFEE0)!)
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}
