import Model

/// Plays a whole lesson without a user, and finds where its results differ from its file.
public struct LessonChecker {
  let lesson: Lesson
  /// The path of its file, for mistakes.
  let file: String
  /// The lesson's experiment at its start.
  let target: any ScriptTarget
  let isCancelled: () -> Bool
  private var mistakes: [LessonMistake] = []

  private init(_ lesson: Lesson, file: String, on target: any ScriptTarget, isCancelled: @escaping () -> Bool) {
    (self.lesson, self.file, self.target, self.isCancelled) = (lesson, file, target, isCancelled)
  }

  /// Plays a lesson.
  ///
  /// - Parameters:
  ///   - file: the path of its file, for mistakes.
  ///   - target: the lesson's experiment at its start.
  ///   - isCancelled: polled; once it returns true, the check ends.
  /// - Returns: the mistakes, in the order of the file; nil if it was cancelled.
  public static func check(
    _ lesson: Lesson, file: String, on target: any ScriptTarget, isCancelled: @escaping () -> Bool = { false }
  ) -> [LessonMistake]? {
    var checker = LessonChecker(lesson, file: file, on: target, isCancelled: isCancelled)
    checker.check()
    return isCancelled() ? nil : (checker.mistakes + lesson.review(file: file)).sorted { $0.line < $1.line }
  }

  private mutating func check() {
    let pages = lesson.pages
    for (index, page) in pages.enumerated() {
      // Everything after a failed step depends on it.
      guard perform(page.deeds) else { return }
      if !page.deeds.isEmpty { pages.decided(by: index).forEach { judge(pages[$0]) } }
      checkExpectations(page)
      if pages.isDecidedAtOnce(index) { judge(page) }
      if case .challenge(let challenge, let line)? = page.gate { solve(challenge, line) }
    }
  }

  private mutating func report(_ line: Int, _ reason: String) {
    mistakes.append(LessonMistake(file: file, line: line, reason))
  }

  /// Runs the script steps at the beginning of a page; returns false if one failed.
  private mutating func perform(_ deeds: [Located<ScriptStep>]) -> Bool {
    for deed in deeds {
      do {
        try target.play([deed.value], isCancelled: isCancelled)
      } catch {
        report(deed.line, "\(error)")
        return false
      }
      if isCancelled() { return false }
    }
    return true
  }

  private mutating func checkExpectations(_ page: Page) {
    for part in page.content {
      guard case .expectations(let conditions) = part.content else { continue }
      let evidence = target.observation
      for condition in conditions where !condition.value.holds(in: evidence) {
        let found = condition.value.findings(in: evidence)
        report(condition.line, "\(condition.value) is not true here: \(found)")
      }
    }
  }

  /// Compares the file's answer to a page's question, if there is one, with the actual result.
  private mutating func judge(_ page: Page) {
    guard case .prediction(let prediction, let line)? = page.gate else { return }
    let evidence = target.observation
    switch prediction.form {
    case .choice(let choices, let right):
      for (index, choice) in choices.enumerated() {
        let condition = choice.condition.value
        guard condition.holds(in: evidence) != (index == right) else { continue }
        let found = condition.findings(in: evidence)
        let reason =
          index == right
          ? "the answer is \(right + 1), but \(condition) is not true: \(found)"
          : "the answer is \(right + 1), but choice \(index + 1) is true as well: \(condition)"
        report(choice.condition.line, reason)
      }
    case .number(let term, _), .text(let term, _):
      let found = prediction.truth(in: evidence)
      guard found.map(prediction.isRightAnswer) != true else { return }
      let words = found.map { "is \($0)" } ?? "cannot be found"
      report(line, "the answer is \(prediction.rightAnswer), but \(term) \(words)")
    }
  }

  private mutating func solve(_ challenge: Challenge, _ line: Int) {
    let evidence = target.observation
    guard evidence.snapshot.schedule != nil else {
      let reason =
        "moves cannot be counted after a run at full speed; put a reset, or a discipline, before the challenge"
      return report(line, reason)
    }
    let win = challenge.condition
    guard !win.value.holds(in: evidence) else {
      return report(win.line, "\(win.value) is true before anything was done")
    }
    let moves = challenge.solution.value.moves
    if let limit = challenge.limit, moves.count > limit {
      let reason = "the solution takes \(moves.count) moves, but only \(limit) are allowed"
      return report(challenge.solution.line, reason)
    }
    for (index, move) in moves.enumerated() {
      do {
        try target.play([.moves(Schedule(moves: [move]))], isCancelled: { false })
      } catch {
        return report(challenge.solution.line, "the solution fails at move \(index + 1), \(move): \(error)")
      }
      let evidence = target.observation
      let isLast = index == moves.count - 1
      guard win.value.holds(in: evidence) != isLast else { continue }
      let reason =
        isLast
        ? "the solution does not win: \(win.value.findings(in: evidence))"
        : "the solution has won after \(index + 1) moves; leave out the others"
      return report(challenge.solution.line, reason)
    }
  }
}
