/// How a prediction was answered.
public struct PredictionRecord: Sendable, Hashable {
  /// The title of its step.
  public var step: String
  /// Which prediction of the step, from 1.
  public var number: Int
  /// What was asked, or how it begins.
  public var question: String
  /// The first answer, as words.
  public var answer: String
  /// Whether the first answer was right.
  public var isRight: Bool
  /// How often it was answered, at least once.
  public var tries: Int
  /// Whether the latest answer was right.
  public var isLatestRight: Bool
  /// What a class voted, round by round: how many for each choice.
  public var votes: [[Int]]

  public init(
    step: String, number: Int, question: String, answer: String, isRight: Bool, tries: Int = 1,
    isLatestRight: Bool? = nil, votes: [[Int]] = []
  ) {
    self.step = step
    self.number = number
    self.question = question.cut(to: 300)
    self.answer = answer.cut(to: 300)
    self.isRight = isRight
    self.tries = tries
    self.isLatestRight = isLatestRight ?? isRight
    self.votes = votes
  }
}

/// How a challenge was won.
public struct ChallengeRecord: Sendable, Hashable {
  /// The title of its step.
  public var step: String
  /// Which challenge of the step, from 1.
  public var number: Int
  /// What was to be brought about, or how that begins.
  public var goal: String
  /// The moves that won it, as words. Of more than anybody makes by hand, the beginning.
  public var schedule: String
  public var moves: Int

  public init(step: String, number: Int, goal: String, schedule: String, moves: Int) {
    self.step = step
    self.number = number
    self.goal = goal.cut(to: 300)
    self.schedule = schedule.cut(to: 4000)
    self.moves = moves
  }
}
