import Laboratory
import Lessons
import Model

/// Plays a lesson to its end by itself, on real processes, and finds where it does not come out as its file says.
struct LessonChecker {
  let lesson: Lesson
  /// The path of its file, for what is to be said about it.
  let file: String

  /// The experiment, what was found to be wrong, and the predictions that wait for what happens next.
  private final class Course {
    let stage: ScriptRunner
    var mistakes: [LessonMistake] = []
    var unjudged: [(prediction: Prediction, line: Int)] = []

    init(_ stage: ScriptRunner) { self.stage = stage }
  }

  /// Plays the lesson. Returns what is wrong, in the order of the file; nil if it was cancelled.
  func check(isCancelled: @escaping () -> Bool) throws -> [LessonMistake]? {
    let stage = try ScriptRunner(
      lesson.setup, memory: MemoryChoice(lesson.backend), onSegment: CrashGuard.remember,
      isCancelled: isCancelled)
    defer { stage.close() }
    let course = Course(stage)
    let pages = lesson.pages
    for (index, page) in pages.enumerated() {
      guard perform(page.deeds, course, isCancelled) else { break }
      if !page.deeds.isEmpty { judge(course) }
      checkExpectations(page, course)
      switch page.gate {
      case .prediction(let prediction, let line)?:
        course.unjudged.append((prediction, line))
        let rest = pages[(index + 1)...].prefix { $0.step == page.step }
        if rest.allSatisfy(\.deeds.isEmpty) { judge(course) }
      case .challenge(let challenge, let line)?: solve(challenge, line, course)
      case nil: break
      }
    }
    return isCancelled() ? nil : (course.mistakes + lesson.review(file: file)).sorted { $0.line < $1.line }
  }

  private func mistake(_ line: Int, _ reason: String) -> LessonMistake { LessonMistake(file: file, line: line, reason) }

  /// Has everything happen that a page begins with; false if it did not.
  private func perform(_ deeds: [Located<ScriptStep>], _ course: Course, _ isCancelled: () -> Bool) -> Bool {
    for deed in deeds {
      course.stage.perform([deed.value])
      do {
        try course.stage.finish(isCancelled: isCancelled)
      } catch {
        // What comes after it stands on it.
        course.mistakes.append(mistake(deed.line, "\(error)"))
        return false
      }
      if isCancelled() { return false }
    }
    return true
  }

  private func checkExpectations(_ page: Page, _ course: Course) {
    for part in page.content {
      guard case .expectations(let conditions) = part.content else { continue }
      let evidence = course.stage.evidence
      for condition in conditions where !condition.value.holds(in: evidence) {
        let found = condition.value.findings(in: evidence)
        course.mistakes.append(mistake(condition.line, "\(condition.value) is not true here: \(found)"))
      }
    }
  }

  private func judge(_ course: Course) {
    let evidence = course.stage.evidence
    for (prediction, line) in course.unjudged { judge(prediction, line, by: evidence, course) }
    course.unjudged = []
  }

  private func judge(_ prediction: Prediction, _ line: Int, by evidence: Observation, _ course: Course) {
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
        course.mistakes.append(mistake(choice.condition.line, reason))
      }
    case .number(let term, _), .text(let term, _):
      let found = prediction.truth(in: evidence)
      guard found.map(prediction.isRightAnswer) != true else { return }
      let words = found.map { "is \($0)" } ?? "cannot be found"
      course.mistakes.append(mistake(line, "the answer is \(prediction.rightAnswer), but \(term) \(words)"))
    }
  }

  private func solve(_ challenge: Challenge, _ line: Int, _ course: Course) {
    let evidence = course.stage.evidence
    guard evidence.snapshot.schedule != nil else {
      let reason =
        "moves cannot be counted after a run at full speed; put a reset, or a discipline, before the challenge"
      return course.mistakes.append(mistake(line, reason))
    }
    let win = challenge.condition
    guard !win.value.holds(in: evidence) else {
      return course.mistakes.append(mistake(win.line, "\(win.value) is true before anything was done"))
    }
    let moves = challenge.solution.value.moves
    if let limit = challenge.limit, moves.count > limit {
      let reason = "the solution takes \(moves.count) moves, but only \(limit) are allowed"
      return course.mistakes.append(mistake(challenge.solution.line, reason))
    }
    for (index, move) in moves.enumerated() {
      course.stage.perform([.moves(Schedule(moves: [move]))])
      do {
        try course.stage.finish()
      } catch {
        return course.mistakes.append(
          mistake(challenge.solution.line, "the solution fails at move \(index + 1), \(move): \(error)"))
      }
      let evidence = course.stage.evidence
      let isLast = index == moves.count - 1
      guard win.value.holds(in: evidence) != isLast else { continue }
      let reason =
        isLast
        ? "the solution does not win: \(win.value.findings(in: evidence))"
        : "the solution has won after \(index + 1) moves; leave out the others"
      return course.mistakes.append(mistake(challenge.solution.line, reason))
    }
  }
}
