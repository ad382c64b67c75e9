/// Checks a text for features of YAML that nothing here needs: anchors and aliases, with which a few lines can expand
/// to more than any memory holds, tags, directives and further documents.
enum YAMLGuard {
  /// The first line with any of these, and the sentence to report.
  static func refusal(of lines: [Substring]) -> YAMLMistake? {
    // A list or mapping between brackets can continue over lines, in which everything that looks like an anchor
    // counts as one.
    var isInBrackets = false
    for (index, line) in lines.enumerated() {
      if ["---", "...", "%"].contains(where: line.hasPrefix) {
        return YAMLMistake(
          line: index + 1, "a block cannot contain a line that begins with `---`, `...` or `%`; remove it")
      }
      let starts = starts(of: line, isInBrackets: &isInBrackets)
      if let mark = starts.first(where: { "&*!".contains($0) }) {
        return YAMLMistake(line: index + 1, "a text that begins with \(mark) must be between quotation marks")
      }
    }
    return nil
  }

  /// The first characters of the values in a line.
  private static func starts(of line: Substring, isInBrackets: inout Bool) -> [Character] {
    var rest = line.drop(while: isSpace)
    var starts: [Character] = []
    while let first = rest.first {
      if isInBrackets { return starts + startsInBrackets(rest) }
      starts.append(first)
      let next = rest.dropFirst().first
      if "-?:".contains(first), next.map(isSpace) ?? false {
        rest = rest.dropFirst().drop(while: isSpace)
      } else if first == "[" || first == "{" {
        isInBrackets = true
      } else if let value = valueAfterName(rest) {
        rest = value.drop(while: isSpace)
      } else {
        break
      }
    }
    return starts
  }

  private static func startsInBrackets(_ text: Substring) -> [Character] {
    zip(text, text.dropFirst()).compactMap { isSpace($0) || "[]{},:?".contains($0) ? $1 : nil }
      + text.prefix(1)
  }

  /// The text after the name of a field; nil if there is no name.
  private static func valueAfterName(_ text: Substring) -> Substring? {
    var rest = text
    if let quote = text.first, quote == "\"" || quote == "'" {
      guard let end = endOfQuoted(text, quote) else { return nil }
      rest = text[end...].drop(while: isSpace)
      guard rest.first == ":" else { return nil }
      return rest.dropFirst()
    }
    while let colon = rest.firstIndex(of: ":") {
      rest = rest[rest.index(after: colon)...]
      if rest.first.map(isSpace) ?? true { return rest }
    }
    return nil
  }

  /// The position after the closing quotation mark.
  private static func endOfQuoted(_ text: Substring, _ quote: Character) -> Substring.Index? {
    var isEscaped = false
    for index in text.indices.dropFirst() {
      if isEscaped {
        isEscaped = false
      } else if text[index] == "\\", quote == "\"" {
        isEscaped = true
      } else if text[index] == quote {
        return text.index(after: index)
      }
    }
    return nil
  }

  private static func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }
}
