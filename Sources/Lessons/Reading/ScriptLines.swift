import Model

extension LessonReader {
  /// Reads a `do` block.
  mutating func deedsPart(_ fence: Fence) -> LessonPart {
    let deeds = fence.body.filter { !$0.isBlank }.compactMap { line in
      deed(line.trimmed, line.number).map { Located(line: line.number, $0) }
    }
    return LessonPart(line: fence.line, .deeds(deeds))
  }

  private static let verbs = [
    "step", "kill", "restart", "add", "remove", "reset", "discipline", "run until", "run at full speed until",
    "compare",
  ]

  private mutating func deed(_ text: Substring, _ line: Int) -> ScriptStep? {
    let verb = text.prefix { !$0.isWhitespace }
    let rest = text.dropFirst(verb.count).trimmed
    switch verb {
    case "step":
      guard !rest.contains(":") else {
        mistake(line, "`step` takes only steps, such as P1*4 C1*2; write a kill or the like on its own line")
        return nil
      }
      return schedule(Located(line: line, String(rest))).map { .moves($0.value) }
    case "kill", "restart", "add", "remove":
      guard let move = WorkerID(rest).flatMap({ Move(verb, $0) }) else {
        mistake(line, "`\(verb)` takes one process, such as `\(verb) P1`\(rest.isEmpty ? "" : ", not \(quoted(rest))")")
        return nil
      }
      return count(Schedule(moves: [move]), line).map { .moves($0) }
    case "reset":
      guard rest.isEmpty else {
        mistake(line, "\(quoted(rest)) cannot follow `reset`; write `reset` alone")
        return nil
      }
      return .reset
    case "discipline":
      guard !rest.isEmpty else {
        mistake(line, "the name of the discipline is missing; write a line such as `discipline semaphores`")
        return nil
      }
      return .discipline(String(rest))
    case "run": return run(rest, line).map(ScriptStep.run)
    case "compare": return comparison(rest, line)
    default:
      mistake(line, unknown("a verb of a do block", verb, among: Self.verbs))
      return nil
    }
  }

  /// Reads the sizes of messages and an optional number of processors: `64 8192 on 2 processors`.
  private mutating func comparison(_ text: Substring, _ line: Int) -> ScriptStep? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let on = words.firstIndex(of: "on") else { return sizes(text, line).map { .compare($0, processors: 1) } }
    let place = words[(on + 1)...]
    guard place.count == 2, let processors = Int(decimal: place[on + 1]),
      ScriptStep.Limit.processors.contains(processors),
      ["processor", "processors"].contains(place[on + 2])
    else {
      mistake(line, "after `on`, write 1 processor or 2 processors, such as `compare 64 8192 on 2 processors`")
      return nil
    }
    return sizes(text[..<words[on].startIndex], line).map { .compare($0, processors: processors) }
  }

  /// Reads the sizes of messages, with spaces between them.
  private mutating func sizes(_ text: Substring, _ line: Int) -> [Int]? {
    let range = ScriptStep.Limit.messageSizes
    let words = text.split(whereSeparator: \.isWhitespace)
    let sizes = words.compactMap { Int(decimal: $0) }
    guard !words.isEmpty, sizes.count == words.count, sizes.allSatisfy(range.contains) else {
      mistake(
        line, "`compare` takes sizes from \(range.lowerBound) to \(range.upperBound) bytes, such as `compare 64 8192`")
      return nil
    }
    guard Set(sizes).count == sizes.count else {
      mistake(line, "a size is there twice; write each size once")
      return nil
    }
    return sizes
  }
}
