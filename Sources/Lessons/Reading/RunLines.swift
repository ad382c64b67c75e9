import Model

extension LessonReader {
  /// Reads the text after `run`: `until CONDITION`, `at full speed until CONDITION within 5 s`.
  mutating func run(_ text: Substring, _ line: Int) -> ScriptStep.Run? {
    let isFree = text.hasPrefix("at full speed")
    let rest = (isFree ? text.dropFirst("at full speed".count) : text).trimmed
    guard rest.hasPrefix("until"), rest.dropFirst(5).first?.isWhitespace ?? true else {
      mistake(line, "`run` needs `until`: write `run until lost = 1`, or `run at full speed until produced >= 1000`")
      return nil
    }
    let (words, bound) = Self.separatingBound(rest.dropFirst(5))
    guard let condition = condition(Located(line: line, String(words.trimmed))) else { return nil }
    let speed = isFree ? seconds(bound, line) : steps(bound, line)
    return speed.map { ScriptStep.Run(until: condition.value, $0) }
  }

  /// Splits a condition from the text after `within`, if that word is there and not in a quoted text.
  private static func separatingBound(_ text: Substring) -> (condition: Substring, bound: Substring?) {
    var isQuoted = false
    for index in text.indices {
      if text[index] == "\"" { isQuoted.toggle() }
      let rest = text[index...]
      guard !isQuoted, rest.hasPrefix(" within"), rest.dropFirst(7).first?.isWhitespace ?? true else { continue }
      return (text[..<index], rest.dropFirst(7).trimmed)
    }
    return (text, nil)
  }

  private mutating func steps(_ bound: Substring?, _ line: Int) -> ScriptStep.Run.Speed? {
    guard let bound else { return .stepped(limit: 10_000) }
    let words = bound.split(whereSeparator: \.isWhitespace)
    let range = 1...Schedule.longest
    guard words.count == 2, ["steps", "step"].contains(words[1]), let steps = Int(decimal: words[0]),
      range.contains(steps)
    else {
      mistake(line, "`run until` has a limit of 1 to \(range.upperBound) steps, such as `within 500 steps`")
      return nil
    }
    return .stepped(limit: steps)
  }

  private mutating func seconds(_ bound: Substring?, _ line: Int) -> ScriptStep.Run.Speed? {
    guard let bound else { return .free(seconds: 10) }
    let words = bound.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[1] == "s", let seconds = Double(decimal: words[0]), seconds > 0,
      seconds <= ScriptStep.Limit.seconds
    else {
      mistake(
        line, "`run at full speed` has a limit of at most \(Int(ScriptStep.Limit.seconds)) s, such as `within 5 s`")
      return nil
    }
    return .free(seconds: seconds)
  }
}
