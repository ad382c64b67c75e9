import Model

/// What is to be kept of a lesson beyond this run.
public enum LessonNews: Sendable, Hashable {
  /// One is at this page of this step.
  case at(step: Int, page: Int)
  case done(step: Int)
  case answered(GatePlace, question: String, answer: String, isRight: Bool, found: String, votes: [[Int]])
  case won(GatePlace, goal: String, Schedule)
  case finished
}

/// A prediction or a challenge of a lesson, by its step and its place among those of its kind there, from 0.
public struct GatePlace: Sendable, Hashable {
  public var step: Int
  public var ordinal: Int

  public init(step: Int, ordinal: Int) {
    self.step = step
    self.ordinal = ordinal
  }
}
