import Model

/// What somebody has done, for handing in. All texts in it may be printed.
///
/// It shows the first answer to each prediction, and says when later ones were right.
public struct ProgressReport: Codable, Sendable, Hashable {
  /// Of what it says and how, so that whoever reads many of them can tell.
  public var version = 1
  /// Who hands it in.
  public var student: String?
  public var lessons: [LessonReport]

  /// - Parameter others: Whether lessons are told of that somebody has played, but that are not among these.
  public init(_ lessons: [Lesson], _ progress: Progress, student: String? = nil, others: Bool = false) {
    self.student = student.map(harmless)
    self.lessons = lessons.map { LessonReport(Standing($0, progress[$0.name])) }
    if others {
      let known = Set(lessons.map(\.name))
      self.lessons += progress.lessons.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }
        .map(LessonReport.init)
    }
  }
}

public struct LessonReport: Codable, Sendable, Hashable {
  public var name: String
  public var number: Int?
  public var title: String
  /// `not begun`, `begun` or `done`
  public var state: String
  public var stepsDone: Int
  /// Of how many; nil for a lesson whose file is not at hand. So are the next ones.
  public var steps: Int?
  public var predictionsAsked: Int?
  public var challengesSet: Int?
  /// How many predictions were right at the first answer.
  public var predictionsRight: Int
  public var challengesWon: Int
  /// Dates.
  public var finished, lastPlayed: String?
  public var predictions: [PredictionReport]
  public var challenges: [ChallengeReport]
}

public struct PredictionReport: Codable, Sendable, Hashable {
  /// The title of its step, and which prediction of the step it is, from 1.
  public var step: String
  public var number: Int
  public var question: String
  /// The first answer; of a choice its number, from 1, and what that says.
  public var answer: String
  public var answerSays: String?
  /// What was found, in the same way.
  public var found: String
  public var foundSays: String?
  /// Whether the first answer was right.
  public var right: Bool
  /// How often it was answered, and whether the latest answer was right.
  public var tries: Int
  public var latestRight: Bool
  /// Of a class, round by round: the votes for each choice.
  public var votes: [[Int]]
}

public struct ChallengeReport: Codable, Sendable, Hashable {
  /// The title of its step, and which challenge of the step it is, from 1.
  public var step: String
  public var number: Int
  public var goal: String
  /// The moves that won it.
  public var schedule: String
  public var moves: Int
}

// MARK: - Out of what was done

extension LessonReport {
  init(_ standing: Standing) {
    let (lesson, progress) = (standing.lesson, standing.progress)
    self.init(name: lesson.name, progress)
    number = lesson.number
    title = harmless(lesson.title)
    state = standing.state.rawValue
    stepsDone = standing.stepsDone
    steps = lesson.steps.count
    predictionsAsked = standing.asked
    challengesSet = standing.challenges
    predictionsRight = standing.right
    challengesWon = standing.won
  }

  /// Of a lesson whose file is not at hand.
  init(name: String, _ progress: LessonProgress) {
    self.name = harmless(name)
    title = self.name
    state = (progress.finished == nil ? Standing.State.begun : .done).rawValue
    stepsDone = progress.done.count
    predictionsRight = progress.predictions.count(where: \.isRight)
    challengesWon = progress.challenges.count
    finished = progress.finished.map(harmless)
    lastPlayed = progress.played.map(harmless)
    predictions = progress.predictions.map(PredictionReport.init)
    challenges = progress.challenges.map(ChallengeReport.init)
  }
}

extension PredictionReport {
  init(_ record: PredictionRecord) {
    step = harmless(record.step)
    number = record.number
    question = harmless(record.question)
    answer = harmless(record.answer.text)
    answerSays = record.answer.says.map(harmless)
    found = harmless(record.found.text)
    foundSays = record.found.says.map(harmless)
    right = record.isRight
    tries = record.tries
    latestRight = record.isLatestRight
    votes = record.votes
  }
}

extension ChallengeReport {
  init(_ record: ChallengeRecord) {
    step = harmless(record.step)
    number = record.number
    goal = harmless(record.goal)
    schedule = harmless(record.schedule)
    moves = record.moves
  }
}
