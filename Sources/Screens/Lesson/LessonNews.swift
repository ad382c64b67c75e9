import Model

/// News of a lesson to keep for later runs.
public enum LessonNews: Sendable, Hashable {
  /// The user is at this page of this step.
  case at(step: Int, page: Int)
  case done(step: Int)
  case answered(GatePlace, question: String, answer: String, isRight: Bool, found: String, votes: Ballot)
  case won(GatePlace, goal: String, Schedule)
  /// A solution of a challenge was shown.
  case shown(GatePlace, goal: String)
  case finished
}

/// A prediction or a challenge of a lesson: its step, and its index among those of its kind in that step, from 0.
public struct GatePlace: Sendable, Hashable {
  public var step: Int
  public var ordinal: Int

  public init(step: Int, ordinal: Int) {
    self.step = step
    self.ordinal = ordinal
  }
}

/// The votes of a class on a question.
public struct Ballot: Sendable, Hashable {
  /// The votes of each round: for each choice in the file's order, or for each of ``answers``. Nil without a vote.
  public var rounds: [[Int]]
  /// The answers that were voted on, if the question has no choices.
  public var answers: [String]

  public init(rounds: [[Int]] = [], answers: [String] = []) {
    self.rounds = rounds
    self.answers = answers
  }
}
