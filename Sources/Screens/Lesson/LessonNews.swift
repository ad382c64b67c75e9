import Model

/// What is to be kept of a lesson beyond this run.
public enum LessonNews: Sendable, Hashable {
  /// One is at this page of this step.
  case at(step: Int, page: Int)
  case done(step: Int)
  case answered(GatePlace, question: String, answer: String, isRight: Bool, found: String, votes: Ballot)
  case won(GatePlace, goal: String, Schedule)
  /// A solution of a challenge was shown.
  case shown(GatePlace, goal: String)
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

/// How a class voted on a question.
public struct Ballot: Sendable, Hashable {
  /// The votes of each round: for each choice in the file's order, or for each of ``answers``. None without a vote.
  public var rounds: [[Int]]
  /// The answers that were voted on, where the question gives no choices.
  public var answers: [String]

  public init(rounds: [[Int]] = [], answers: [String] = []) {
    self.rounds = rounds
    self.answers = answers
  }
}
