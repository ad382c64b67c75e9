import ArgumentParser

/// A value that an option refuses.
///
/// ArgumentParser puts its own words before the option's message. A mark shows where they end. No command line can
/// contain it, because arguments end at a zero byte.
enum RefusedValue {
  private static let mark: Character = "\0"

  /// - Parameter sentence: the error and the right form; or only the latter, beginning with "use".
  static func error(_ sentence: String) -> ValidationError { ValidationError("\(mark)\(sentence)") }

  /// The sentence in ArgumentParser's message, with the option and the value if it leaves them to us; nil if no
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

  /// The sentence of an error that one of ours has made, without ArgumentParser's words around it.
  /// - Parameters:
  ///   - name: the thing that cannot have the value, as it is typed.
  ///   - value: the refused value.
  static func sentence(of error: any Error, refusing value: String, for name: String) -> String {
    let message = (error as? ValidationError)?.message ?? "\(error)"
    let sentence = String(message.drop { $0 == mark })
    return sentence.hasPrefix("use ") ? "`\(name)` cannot be \(Suggestion.quoted(value)); \(sentence)" : sentence
  }
}
