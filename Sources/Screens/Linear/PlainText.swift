import Grid

// Text for lines without any picture.

extension String {
  /// The text for listening: without the backticks around code, with whole numbers, and with single spaces.
  var spoken: String {
    var result = ""
    for character in self where character != "`" {
      switch character {
      // The space within a number: a number in groups would be read as several.
      case "\u{A0}" where result.last?.isNumber == true: continue
      case "\u{A0}", " ": if result.last != " " { result.append(" ") }
      default: result.append(character)
      }
    }
    while result.last == " " { result.removeLast() }
    return result.first == " " ? String(result.dropFirst()) : result
  }

  /// The text as a sentence: with a full stop, unless it ends with a mark already.
  var asSentence: String {
    guard let last, !".:!?".contains(last) else { return self }
    return self + "."
  }
}

extension [Span] {
  var text: String { map(\.text).joined() }
}

/// Words from elsewhere as a sentence for listening.
public func linearSentence(_ words: String) -> String {
  let sentence = words.spoken.asSentence
  // Code, and what the user has typed, stays as it is.
  return words.hasPrefix("`") ? sentence : sentence.capitalizedFirst
}

/// A text for a terminal of so many columns, or on one line without a terminal. A word wider than that is broken.
///
/// - Parameter width: in cells; nil for any width.
public func linearLines(_ text: String, width: Int?) -> [String] {
  guard let width, width > 20, !text.isEmpty else { return [text] }
  let indent = String(text.prefix { $0 == " " })
  // Code keeps its indentation.
  return wrapped(String(text.dropFirst(indent.count)), behind: indent, within: width)
}
