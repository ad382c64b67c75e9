/// The answer to a prediction. Very long texts are cut.
public struct PredictionRecord: Sendable, Hashable {
  /// The title of its step.
  public var step: String
  /// The number of the prediction in its step, from 1.
  public var number: Int
  /// The question.
  public var question: String
  /// The choices in the order in which they were shown, each by its number in the file from 1; empty without choices.
  public var shown: [Int]
  /// The first answer, in the form of ``Answer``.
  public var answer: Response
  /// The actual result when it was judged, in the same form; empty if there was none.
  public var found: Response
  /// Whether the first answer was right.
  public var isRight: Bool
  /// How often it was answered, at least once.
  public var tries: Int
  /// Whether the latest answer was right.
  public var isLatestRight: Bool
  /// The votes of a class, round by round: for choices in the file's order, otherwise in the order of ``voted``.
  public var votes: [[Int]]
  /// The answers on which a class voted, if the question has no choices.
  public var voted: [String]

  /// An answer or an actual result.
  public struct Response: Sendable, Hashable {
    /// As it was given; for a choice its number, from 1.
    public var text: String
    /// The text of the choice; nil if it is not a choice.
    public var says: String?

    public init(_ text: String, says: String? = nil) {
      self.text = text.cut(to: 300)
      self.says = says?.cut(to: 300)
    }

    /// - Parameter text: in the form of ``Answer`` and ``Judgement``.
    public init(_ text: String, to prediction: Prediction) {
      self.init(text)
      guard case .choice(let choices, _) = prediction.form, case .choice(let index)? = Answer(text, to: prediction)
      else {
        return
      }
      says = choices[index].words.plainText.cut(to: 300)
    }
  }

  public init(
    step: String, number: Int, question: String, shown: [Int] = [], answer: Response, found: Response = Response(""),
    isRight: Bool, tries: Int = 1, isLatestRight: Bool? = nil, votes: [[Int]] = [], voted: [String] = []
  ) {
    self.step = step
    self.number = number
    self.question = question.cut(to: 300)
    self.shown = shown
    self.answer = answer
    self.found = found
    self.isRight = isRight
    self.tries = tries
    self.isLatestRight = isLatestRight ?? isRight
    self.votes = votes
    self.voted = voted.map { $0.cut(to: 300) }
  }
}

/// The outcome of a challenge. Very long texts are cut.
public struct ChallengeRecord: Sendable, Hashable {
  /// The title of its step.
  public var step: String
  /// The number of the challenge in its step, from 1.
  public var number: Int
  /// The goal of the challenge.
  public var goal: String
  /// The moves that won it, in the form of a schedule; empty if it was not won.
  public var schedule: String
  public var moves: Int
  public var solution: SolutionShown

  /// Whether the lesson showed its own solution, and whether that was before the challenge was won.
  public enum SolutionShown: String, Sendable, Hashable, Codable, CaseIterable {
    case never, before, after
  }

  public init(
    step: String, number: Int, goal: String, schedule: String, moves: Int, solution: SolutionShown = .never
  ) {
    self.step = step
    self.number = number
    self.goal = goal.cut(to: 300)
    // More moves than anybody steps by hand.
    self.schedule = schedule.cut(to: 4000)
    self.moves = moves
    self.solution = solution
  }

  public var isWon: Bool { !schedule.isEmpty }
}

// MARK: - Finding records in a lesson

extension Step {
  /// Its questions, in order.
  public var predictions: [Prediction] {
    parts.compactMap { if case .prediction(let prediction) = $0.content { prediction } else { nil } }
  }

  /// Its challenges, in order.
  public var challenges: [Challenge] {
    parts.compactMap { if case .challenge(let challenge) = $0.content { challenge } else { nil } }
  }
}

extension PredictionRecord {
  /// The question in a lesson; nil if the lesson was changed and no longer asks it.
  public func prediction(in lesson: Lesson) -> Prediction? {
    step(in: lesson).map { lesson.steps[$0].predictions[number - 1] }
  }

  /// The first answer, in terms of the lesson's present file: a choice is found by its text. Nil if there is no such
  /// answer.
  public func givenAnswer(in lesson: Lesson) -> Answer? {
    guard let prediction = prediction(in: lesson) else { return nil }
    guard case .choice(let choices, _) = prediction.form, let says = answer.says else {
      return Answer(answer.text, to: prediction)
    }
    return choices.firstIndex { $0.words.plainText.cut(to: 300) == says }.map(Answer.choice)
  }

  /// Whether the first answer is right by the lesson's file. Computed from the answer alone; a recorded judgement
  /// does not count. Nil if the lesson was changed, so that this is unknown.
  public func verdict(in lesson: Lesson) -> Bool? {
    guard let prediction = prediction(in: lesson), let answer = givenAnswer(in: lesson) else { return nil }
    return prediction.accepts(answer)
  }

  /// The index of the lesson's step that asks this, from 0; nil if the lesson was changed and no longer asks it.
  public func step(in lesson: Lesson) -> Int? {
    lesson.steps.firstIndex { step in
      let all = step.predictions
      return step.title == self.step && all.indices.contains(number - 1)
        && all[number - 1].question.map(\.text).joined().cut(to: 300) == question
    }
  }
}

extension ChallengeRecord {
  /// The challenge's page in a lesson; nil if the lesson was changed and no longer has it.
  public func page(in lesson: Lesson) -> Int? {
    guard let step = step(in: lesson) else { return nil }
    let pages = lesson.pages
    return pages.indices.filter { pages[$0].step == step && pages[$0].challenge != nil }.dropFirst(number - 1).first
  }

  /// The index of the lesson's step with this challenge, from 0; nil if the lesson was changed and no longer has it.
  public func step(in lesson: Lesson) -> Int? {
    lesson.steps.firstIndex { step in
      let all = step.challenges
      return step.title == self.step && all.indices.contains(number - 1)
        && all[number - 1].goal.map(\.text).joined().cut(to: 300) == goal
    }
  }
}
