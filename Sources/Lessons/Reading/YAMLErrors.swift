import Yams

extension LessonReader {
  /// Where in its block YAML is wrong, from 1, and what would be right.
  static func words(for error: any Error) -> (line: Int, reason: String) {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      // Of what is not closed, where it was opened.
      let isUnclosed = problem.contains("end of stream") || problem.contains("end of document")
      return (isUnclosed ? context?.mark.line ?? mark.line : mark.line, words(for: problem, context?.text ?? ""))
    case .duplicatedKeysInMapping(let names, let context):
      return (context.mark.line, "\(quoted(names.first ?? "")) is there more than once; leave one of them")
    default: return (1, "this is no YAML; its lines are like title: Two producers")
    }
  }

  /// The common ones in words for somebody who does not know YAML.
  private static func words(for problem: String, _ context: String) -> String {
    switch problem {
    case "mapping values are not allowed in this context":
      "a text with a colon and a space in it must stand between quotation marks"
    case "found character that cannot start any token":
      "a text cannot begin with this character, nor a line with a tab; put it between quotation marks, or use spaces"
    case "found unexpected end of stream" where context.contains("quoted"):
      "a quotation mark is missing where this text ends"
    case "could not find expected ':'":
      "a colon is missing behind the name of a field; lines are like title: Two producers"
    case "did not find expected key":
      """
      this does not fit in with the lines above; fields of the same block are indented alike, and a text that goes on \
      after a quotation mark needs others around it
      """
    case "did not find expected '-' indicator":
      "this does not fit in with the list above; its items are indented alike, and begin with a hyphen"
    default: "this is no YAML: \(context.isEmpty ? "" : context + ", ")\(problem)"
    }
  }
}
