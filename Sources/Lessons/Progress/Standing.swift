/// A user's progress in the present version of a lesson.
public struct Standing: Sendable {
  public enum State: String, Codable, Sendable {
    case notBegun = "not begun"
    case begun
    case done
  }

  public let lesson: Lesson
  public let progress: LessonProgress
  public let state: State

  public init(_ lesson: Lesson, _ progress: LessonProgress) {
    self.lesson = lesson
    self.progress = progress
    state = progress.finished != nil ? .done : progress == LessonProgress() ? .notBegun : .begun
  }

  /// The index of the user's step, from 0.
  public var step: Int { progress.place?.found(in: lesson).step ?? 0 }

  public var stepsDone: Int { lesson.steps.count { progress.done.contains($0.title) } }

  /// How many predictions the lesson has.
  public var asked: Int { lesson.steps.reduce(0) { $0 + $1.predictions.count } }

  /// How many of them were answered.
  public var answered: Int { progress.predictions.count { $0.step(in: lesson) != nil } }

  /// How many of them were right at the first answer.
  public var right: Int { progress.predictions.count { $0.verdict(in: lesson) == true } }

  /// How many challenges it has.
  public var challenges: Int { lesson.steps.reduce(0) { $0 + $1.challenges.count } }

  /// How many of them were won.
  public var won: Int { progress.challenges.count { $0.isWon && $0.step(in: lesson) != nil } }
}
