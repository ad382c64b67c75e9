import Model
import PlainYAML

/// The format of a progress file: on each line a word and its value.
///
/// Not YAML, because a person who opens the file should see at once what each line means, and because a truncated
/// file must not pass for a complete one: the last line is always `end`.
enum ProgressText {
  static let version = 2
  static let title = "# ringside progress, version "

  static let head = """
    \(title)\(version)
    #
    # What was done in Ringside's lessons. `ringside lesson list` shows it; Ringside itself writes this file.
    # One fact a line: of a prediction the first answer, of a challenge the shortest way to win it. Steps, predictions,
    # challenges and choices count from 1, as in the lesson's file. In a text, \\\\ is a backslash, \\n the end of a line,
    # and \\u{1B} the character with that hexadecimal number. The last line is `end`.
    # You may edit this file; the seal of a lesson then no longer fits, and `--report` says so.

    """

  /// The allowed range of numbers, in which adding one never overflows.
  static let numbers = 0...1_000_000_000

  /// A text in the form that it has in a line: invisible and ambiguous characters are escaped.
  static func escaped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isAtEdge = index == 0 || index == scalars.count - 1
      switch scalar {
      case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case _ where scalar.isForbidden || scalar == "\t" || scalar == " " && isAtEdge:
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The inverse; nil for a backslash before a character that means nothing.
  static func unescaped(_ text: Substring.UnicodeScalarView) -> String? {
    var result = String.UnicodeScalarView()
    var rest = text
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        result.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "\\": result.append("\\")
      case "n": result.append("\n")
      case "u":
        guard rest.popFirst() == "{", let end = rest.firstIndex(of: "}"),
          let value = UInt32(String(rest[..<end]), radix: 16), let scalar = Unicode.Scalar(value)
        else { return nil }
        result.append(scalar)
        rest = rest[rest.index(after: end)...]
      default: return nil
      }
    }
    return String(result)
  }
}
