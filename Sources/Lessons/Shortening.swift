/// A sentence cut to a readable length: without its middle, because the right form is at its end.
func shortened(_ sentence: String) -> String {
  let half = 200
  let scalars = sentence.unicodeScalars
  // Counted in bytes first, and then in scalars: one character can consist of a million of them.
  guard sentence.utf8.count > 2 * half, scalars.count > 2 * half else { return sentence }
  return String(String.UnicodeScalarView(scalars.prefix(half))) + "..."
    + String(String.UnicodeScalarView(scalars.suffix(half)))
}

/// A piece of the user's file, quoted in a sentence: in backticks, and cut to a readable length.
func quoted(_ text: some StringProtocol) -> String { "`\(String(text).cut(to: 63))`" }

extension String {
  /// The same text, or for a longer one its beginning and three dots: this many scalars, at least three.
  func cut(to length: Int) -> String {
    unicodeScalars.count <= length ? self : String(unicodeScalars.prefix(length - 3)) + "..."
  }
}
