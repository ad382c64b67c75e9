import Model

extension LessonReader {
  /// Reads a `challenge` block.
  mutating func challengePart(_ fence: Fence) -> LessonPart? {
    guard let yaml = yaml(fence.body, openedAt: fence.line),
      let fields = fields(
        of: yaml, "a challenge", line: fence.line, known: ["goal", "win", "steps", "solution"],
        required: ["goal", "win", "solution"])
    else { return nil }
    let goal = markdown(fields, "goal")
    let condition = text(fields, "win").flatMap { self.condition($0) }
    let limit = number(fields, "steps", in: 1...Schedule.longest)
    let solution = text(fields, "solution").flatMap { self.schedule($0) }
    guard let goal, let condition, let solution else { return nil }
    if let limit, solution.value.moves.count > limit {
      mistake(solution.line, "the solution takes \(solution.value.moves.count) steps, but only \(limit) are allowed")
    }
    return LessonPart(line: fence.line, .challenge(Challenge(goal, until: condition, limit: limit, solution: solution)))
  }
}
