/// The reason why a text cannot be read, and its place.
public struct YAMLMistake: Error, Sendable, Hashable {
  /// In the text, from 1.
  public var line: Int
  /// The mistake, and the right form.
  public var reason: String

  init(line: Int, _ reason: String) { (self.line, self.reason) = (line, reason) }
}

extension YAMLMistake {
  /// An error of libyaml.
  /// - Parameters:
  ///   - problem: its description, with its line.
  ///   - context: the construct in which it happened, with the line at which that begins.
  init(_ problem: (text: String, line: Int), in context: (text: String, line: Int)?) {
    // For an unclosed construct, or a name without its colon, the line where that begins.
    let isUnfinished = ["end of stream", "end of document", "expected ':'"].contains(where: problem.text.contains)
    line = isUnfinished ? context?.line ?? problem.line : problem.line
    reason = Self.words(for: problem.text, context?.text ?? "")
  }

  static let notYAML = "this is not YAML; write lines such as `title: Two producers`"

  /// The common errors in words for people who do not know YAML.
  private static func words(for problem: String, _ context: String) -> String {
    switch problem {
    case "mapping values are not allowed in this context":
      "a text that contains a colon and a space must be between quotation marks"
    case "found character that cannot start any token":
      "a text cannot begin with this character, and a line cannot begin with a tab; use quotation marks, or spaces"
    case "found unexpected end of stream" where context.contains("quoted"):
      "the closing quotation mark is missing; write it where this text ends"
    case "could not find expected ':'":
      "the colon is missing after the name of a field; write lines such as `title: Two producers`"
    case "did not find expected key":
      """
      this does not fit the lines above; indent the fields of a block alike, and put all of a text that contains \
      quotation marks between others
      """
    case "did not find expected '-' indicator":
      "this does not fit the list above; indent its items alike, and begin each with a hyphen"
    case "": notYAML
    default: "this is not YAML: \(context.isEmpty ? "" : context + ", ")\(problem)"
    }
  }
}
