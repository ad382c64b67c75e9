import Laboratory
import Lessons
import Model

/// Plays the moves that are said to have won a challenge, on real processes.
enum ChallengeReplay {
  /// - Parameter page: The page of the lesson that sets the challenge.
  /// - Throws: If the processes or their memory cannot be had, or when it was cancelled.
  static func replay(
    _ lesson: Lesson, page: Int, _ moves: Schedule, isCancelled: () -> Bool
  ) throws -> ReplayOutcome {
    let pages = lesson.pages
    guard let challenge = pages[page].challenge else { return .notWon("there is no challenge") }
    let stage = try ScriptRunner(lesson.setup, memory: MemoryChoice(lesson.backend), onSegment: CrashGuard.remember)
    defer { stage.close() }
    stage.perform(lesson.script(before: page, of: pages) + pages[page].deeds.map(\.value))
    do {
      try stage.finish(isCancelled: isCancelled)
      stage.perform([.moves(moves)])
      try stage.finish(isCancelled: isCancelled)
    } catch {
      return .notWon("\(error)")
    }
    if isCancelled() { throw CancellationError() }
    let evidence = stage.evidence
    let condition = challenge.condition.value
    return condition.holds(in: evidence) ? .won : .notWon("it ends with \(condition.findings(in: evidence))")
  }
}
