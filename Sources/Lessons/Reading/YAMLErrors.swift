import Yams

extension LessonReader {
  /// The line of a YAML error in its block, from 1, and the right form.
  static func words(for error: any Error) -> (line: Int, reason: String) {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      // For an unclosed construct, the line where it was opened.
      let isUnclosed = problem.contains("end of stream") || problem.contains("end of document")
      return (isUnclosed ? context?.mark.line ?? mark.line : mark.line, words(for: problem, context?.text ?? ""))
    case .duplicatedKeysInMapping(let names, let context):
      return (context.mark.line, "\(quoted(names.first ?? "")) is there more than once; keep one of them")
    default: return (1, "this is not YAML; write lines such as `title: Two producers`")
    }
  }

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
    default: "this is not YAML: \(context.isEmpty ? "" : context + ", ")\(problem)"
    }
  }
}
