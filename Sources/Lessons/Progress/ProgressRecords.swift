/// How a prediction was answered. Texts that are very long are kept cut.
public struct PredictionRecord: Sendable, Hashable {
  /// The title of its step.
  public var step: String
  /// Which prediction of the step, from 1.
  public var number: Int
  /// What was asked.
  public var question: String
  /// The first answer, as ``Answer`` has it.
  public var answer: Response
  /// What was found when it was judged, in the same way; empty if nothing was.
  public var found: Response
  /// Whether the first answer was right.
  public var isRight: Bool
  /// How often it was answered, at least once.
  public var tries: Int
  /// Whether the latest answer was right.
  public var isLatestRight: Bool
  /// What a class voted before the first answer, round by round: how many for each choice.
  public var votes: [[Int]]

  /// An answer or a finding.
  public struct Response: Sendable, Hashable {
    /// As it was given; of a choice its number, from 1.
    public var text: String
    /// What the choice says; nil if it is none.
    public var says: String?

    public init(_ text: String, says: String? = nil) {
      self.text = text.cut(to: 300)
      self.says = says?.cut(to: 300)
    }

    /// - Parameter text: As ``Answer`` and ``Judgement`` have it.
    public init(_ text: String, to prediction: Prediction) {
      self.init(text)
      guard case .choice(let choices, _) = prediction.form, case .choice(let index)? = Answer(text, to: prediction)
      else {
        return
      }
      says = choices[index].words.map(\.text).joined().cut(to: 300)
    }
  }

  public init(
    step: String, number: Int, question: String, answer: Response, found: Response = Response(""), isRight: Bool,
    tries: Int = 1, isLatestRight: Bool? = nil, votes: [[Int]] = []
  ) {
    self.step = step
    self.number = number
    self.question = question.cut(to: 300)
    self.answer = answer
    self.found = found
    self.isRight = isRight
    self.tries = tries
    self.isLatestRight = isLatestRight ?? isRight
    self.votes = votes
  }
}

/// How a challenge was won. Texts that are very long are kept cut.
public struct ChallengeRecord: Sendable, Hashable {
  /// The title of its step.
  public var step: String
  /// Which challenge of the step, from 1.
  public var number: Int
  /// What was to be brought about.
  public var goal: String
  /// The moves that won it, as a schedule is written.
  public var schedule: String
  public var moves: Int

  public init(step: String, number: Int, goal: String, schedule: String, moves: Int) {
    self.step = step
    self.number = number
    self.goal = goal.cut(to: 300)
    // More than anybody steps by hand.
    self.schedule = schedule.cut(to: 4000)
    self.moves = moves
  }
}

// MARK: - Where they belong

extension Step {
  /// What is asked in it, in order.
  public var predictions: [Prediction] {
    parts.compactMap { if case .prediction(let prediction) = $0.content { prediction } else { nil } }
  }

  /// What is to be brought about in it, in order.
  public var challenges: [Challenge] {
    parts.compactMap { if case .challenge(let challenge) = $0.content { challenge } else { nil } }
  }
}

extension PredictionRecord {
  /// Which step of a lesson asks this, from 0; nil if the lesson was changed, and asks it no more.
  public func step(in lesson: Lesson) -> Int? {
    lesson.steps.firstIndex { step in
      let all = step.predictions
      return step.title == self.step && all.indices.contains(number - 1)
        && all[number - 1].question.map(\.text).joined().cut(to: 300) == question
    }
  }
}

extension ChallengeRecord {
  /// Which step of a lesson sets this, from 0; nil if the lesson was changed, and sets it no more.
  public func step(in lesson: Lesson) -> Int? {
    lesson.steps.firstIndex { step in
      let all = step.challenges
      return step.title == self.step && all.indices.contains(number - 1)
        && all[number - 1].goal.map(\.text).joined().cut(to: 300) == goal
    }
  }
}
