import Laboratory
import Lessons
import Model

extension ScriptRunner: ScriptTarget {
  public var observation: Observation { evidence }

  public func play(_ steps: [ScriptStep], isCancelled: () -> Bool) throws {
    perform(steps)
    try finish(isCancelled: isCancelled)
  }

  /// Runs something on the experiment with which a lesson begins, and then closes the experiment.
  static func with<Result>(
    _ lesson: Lesson, isCancelled: @escaping () -> Bool, _ body: (ScriptRunner) throws -> Result
  ) throws -> Result {
    let runner = try ScriptRunner(
      lesson.setup, memory: MemoryChoice(lesson.backend), onSegment: CrashGuard.remember, isCancelled: isCancelled,
      explorer: { try RunningExploration($0, $1, $2) })
    defer { runner.close() }
    return try body(runner)
  }
}
