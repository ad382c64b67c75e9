/// A sentence that is no longer than can be read: without its middle, for what would be right stands at its end.
func shortened(_ sentence: String) -> String {
  let half = 200
  let scalars = sentence.unicodeScalars
  // Counted in bytes first, and in scalars then: one character can be made of a million of them.
  guard sentence.utf8.count > 2 * half, scalars.count > 2 * half else { return sentence }
  return String(String.UnicodeScalarView(scalars.prefix(half))) + "..."
    + String(String.UnicodeScalarView(scalars.suffix(half)))
}

/// A piece of somebody's file, to be quoted in a sentence: between quotation marks, and no longer than can be read.
func quoted(_ text: some StringProtocol) -> String { "`\(String(text).cut(to: 63))`" }

extension String {
  /// The same, or of a longer text its beginning and three dots: so many scalars, at least three.
  func cut(to length: Int) -> String {
    unicodeScalars.count <= length ? self : String(unicodeScalars.prefix(length - 3)) + "..."
  }
}
