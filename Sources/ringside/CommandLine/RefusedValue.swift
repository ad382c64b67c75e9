import ArgumentParser

/// A value that an option cannot take.
///
/// ArgumentParser puts words of its own before what an option says. A mark that no command line can contain, since
/// arguments end at a zero byte, shows where those end.
enum RefusedValue {
  private static let mark: Character = "\0"

  /// - Parameter sentence: what was wrong and what would be right; or only the latter, beginning with "use".
  static func error(_ sentence: String) -> ValidationError { ValidationError("\(mark)\(sentence)") }

  /// The sentence in ArgumentParser's message, with the option and the value where it leaves them to us; nil if no
  /// option of ours has refused anything.
  static func sentence(in message: String) -> String? {
    guard let end = message.lastIndex(of: mark) else { return nil }
    let sentence = String(message[message.index(after: end)...])
    guard sentence.hasPrefix("use "),
      let match = message[..<end].wholeMatch(of: /The value '(.*)' is invalid for '(--[a-z-]+).*/.dotMatchesNewlines())
    else { return sentence }
    let value = match.1.isEmpty ? "empty" : Suggestion.quoted(String(match.1))
    return "`\(match.2)` cannot be \(value); \(sentence)"
  }
}
