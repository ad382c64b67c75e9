import Model

/// A user's progress as a report to hand in. All its texts are safe to print.
///
/// It trusts nothing in the record that it certifies: answers are compared with the lesson's file again, and
/// challenges are replayed. Only the first answer to each prediction counts.
public struct ProgressReport: Codable, Sendable, Hashable {
  /// The student who hands it in.
  public var student: String?
  public var lessons: [LessonReport]

  /// Replays the moves that are recorded as winning a challenge, on this page of the lesson.
  public typealias Replay = (_ lesson: Lesson, _ page: Int, _ moves: Schedule) throws -> ReplayOutcome

  /// - Parameters:
  ///   - others: whether to report played lessons that are not among these.
  ///   - replay: see ``Replay``.
  public init(
    _ lessons: [Lesson], _ progress: Progress, student: String? = nil, others: Bool = false, replay: Replay
  ) rethrows {
    self.student = student.map(harmless)
    self.lessons = try lessons.map { try LessonReport(Standing($0, progress[$0.name]), replay) }
    if others {
      let known = Set(lessons.map(\.name))
      self.lessons += progress.lessons.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }
        .map { LessonReport(name: $0.key, $0.value) }
    }
  }
}

/// The result of replaying the moves that are recorded as winning a challenge.
public enum ReplayOutcome: Sendable, Hashable {
  case won
  /// The reason why they did not win, as the end of a sentence.
  case notWon(String)
}

public struct LessonReport: Codable, Sendable, Hashable {
  public var name: String
  public var number: Int?
  public var title: String
  /// `not begun`, `begun` or `done`
  public var state: String
  /// Whether the record may have been edited.
  public var trust: Trust
  public var stepsDone: Int
  /// How many steps there are; nil if the lesson's file is not available. The same holds for the next ones.
  public var steps: Int?
  public var predictionsAsked: Int?
  public var challengesSet: Int?
  /// How many predictions were right at the first answer.
  public var predictionsRight: Int
  /// How many challenges were won before a solution was shown.
  public var challengesWon: Int
  /// Dates.
  public var finished, lastPlayed: String?
  public var predictions: [PredictionReport]
  public var challenges: [ChallengeReport]
}

public struct PredictionReport: Codable, Sendable, Hashable {
  /// The title of its step, and its number among the predictions of that step, from 1.
  public var step: String
  public var number: Int
  public var question: String
  /// The choices in the order in which they were shown, each by its number in the file from 1.
  public var shown: [Int]
  /// The first answer; for a choice its number in the file, from 1, and its text.
  public var answer: String
  public var answerSays: String?
  /// The actual result, in the same form.
  public var found: String
  public var foundSays: String?
  /// Whether the first answer is right by the lesson's file; nil if the file is not available, or was changed.
  public var right: Bool?
  /// How often it was answered.
  public var tries: Int
  /// The votes of a class, round by round: for each choice in the file's order, or for each answer of ``voted``.
  public var votes: [[Int]]
  public var voted: [String]
}

public struct ChallengeReport: Codable, Sendable, Hashable {
  /// The title of its step, and its number among the challenges of that step, from 1.
  public var step: String
  public var number: Int
  public var goal: String
  /// The moves that are recorded as winning it; empty if it was not won.
  public var schedule: String
  public var moves: Int
  /// Whether these moves won it now when they were replayed on real processes; nil if they could not be replayed.
  public var won: Bool?
  /// The reason why it was not won, or not replayed.
  public var reason: String?
  /// Whether the lesson had shown a solution: `never`, `before` or `after` it was won.
  public var solution: ChallengeRecord.SolutionShown
}

// MARK: - Creating reports from progress

extension LessonReport {
  init(_ standing: Standing, _ replay: ProgressReport.Replay) rethrows {
    let (lesson, progress) = (standing.lesson, standing.progress)
    self.init(name: lesson.name, progress)
    predictions = progress.predictions.map { PredictionReport($0, in: lesson) }
    challenges = try progress.challenges.map { try ChallengeReport($0, in: lesson, replay) }
    number = lesson.number
    title = harmless(lesson.title)
    state = standing.state.rawValue
    stepsDone = standing.stepsDone
    steps = lesson.steps.count
    predictionsAsked = standing.asked
    challengesSet = standing.challenges
    predictionsRight = predictions.count { $0.right == true }
    challengesWon = challenges.count { $0.won == true && $0.solution != .before }
  }

  /// For a lesson whose file is not available: nothing in it can be checked.
  init(name: String, _ progress: LessonProgress) {
    self.name = harmless(name)
    title = self.name
    state = (progress.finished == nil ? Standing.State.begun : .done).rawValue
    trust = progress.trust
    stepsDone = progress.done.count
    predictionsRight = 0
    challengesWon = 0
    finished = progress.finished.map(harmless)
    lastPlayed = progress.played.map(harmless)
    predictions = progress.predictions.map { PredictionReport($0, in: nil) }
    challenges = progress.challenges.map { ChallengeReport($0, reason: "this lesson is not at hand") }
  }
}

extension PredictionReport {
  init(_ record: PredictionRecord, in lesson: Lesson?) {
    step = harmless(record.step)
    number = record.number
    question = harmless(record.question)
    shown = record.shown
    answer = harmless(record.answer.text)
    answerSays = record.answer.says.map(harmless)
    found = harmless(record.found.text)
    foundSays = record.found.says.map(harmless)
    right = lesson.flatMap { record.verdict(in: $0) }
    tries = record.tries
    votes = record.votes
    voted = record.voted.map(harmless)
  }
}

extension ChallengeReport {
  init(_ record: ChallengeRecord, won: Bool? = nil, reason: String?) {
    step = harmless(record.step)
    number = record.number
    goal = harmless(record.goal)
    schedule = harmless(record.schedule)
    moves = record.moves
    self.won = won
    self.reason = reason.map(harmless)
    solution = record.solution
  }

  fileprivate init(_ record: ChallengeRecord, in lesson: Lesson, _ replay: ProgressReport.Replay) rethrows {
    guard record.isWon else {
      self.init(record, won: false, reason: nil)
      return
    }
    guard let page = record.page(in: lesson), let challenge = lesson.pages[page].challenge else {
      self.init(record, reason: "the lesson has been changed, and no longer sets it")
      return
    }
    guard !record.schedule.hasSuffix("...") else {
      self.init(record, reason: "the record holds only the beginning of these moves")
      return
    }
    guard let schedule = try? Schedule(reading: record.schedule), !schedule.moves.isEmpty else {
      self.init(record, won: false, reason: "these are no moves")
      return
    }
    if let limit = challenge.limit, schedule.moves.count > limit {
      self.init(record, won: false, reason: "it allows \(limit) moves, and these are \(schedule.moves.count)")
    } else if case .notWon(let reason) = try replay(lesson, page, schedule) {
      self.init(record, won: false, reason: reason)
    } else {
      self.init(record, won: true, reason: nil)
    }
    moves = schedule.moves.count
  }
}
