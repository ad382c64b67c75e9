/// A user's progress in the lessons. It is kept in a ``ProgressFile``.
public struct Progress: Sendable, Hashable {
  /// By the lesson's name. Lessons that were never played are absent.
  public var lessons: [String: LessonProgress] = [:]

  public init() {}

  /// The progress in one lesson; empty if it was never played.
  public subscript(name: String) -> LessonProgress {
    get { lessons[name] ?? LessonProgress() }
    set { lessons[name] = newValue }
  }
}

/// A user's progress in one lesson.
///
/// Steps are identified by their titles, not only by their numbers, so that the progress survives changes to the
/// lesson.
public struct LessonProgress: Sendable, Hashable {
  /// The user's place; nil before the first step.
  public var place: LessonPlace?
  /// The titles of the completed steps, in the order of completion, each once.
  public var done: [String] = []
  /// In the order of their first answers.
  public var predictions: [PredictionRecord] = []
  /// In the order of their first wins.
  public var challenges: [ChallengeRecord] = []
  /// When it was first played to its end, a date as text; nil if it was not yet.
  public var finished: String?
  /// When it was last played, a date as text.
  public var played: String?
  /// The seed for the order of the choices in the present run; nil for the file's order.
  public var seed: UInt64?
  /// Whether somebody else may have written this.
  public var trust = Trust.sealed

  public init() {}
}

/// The result of checking the seal of a lesson's record. A record that has lost its seal never gets it back.
public enum Trust: String, Codable, Sendable, Hashable {
  /// Since it was begun, only Ringside has written it.
  case sealed
  /// It comes from an earlier Ringside, which had no seals.
  case unsealed
  /// It was edited, or copied from another installation.
  case broken
}

/// A point in a lesson.
public struct LessonPlace: Sendable, Hashable {
  /// The index of the step, from 0.
  public var step: Int
  /// The step's title.
  public var title: String
  /// The index of the page in the step, from 0.
  public var page: Int

  public init(step: Int, title: String, page: Int) {
    self.step = step
    self.title = title
    self.page = page
  }

  /// The same point in the present version of the lesson: the step with this title, or the nearest of several. If
  /// there is none, the start of the step with the same number, or of the last one.
  public func found(in lesson: Lesson) -> LessonPlace {
    let steps = lesson.steps
    let named = steps.indices.filter { steps[$0].title == title }
    if let index = named.min(by: { $0.distance(to: step).magnitude < $1.distance(to: step).magnitude }) {
      let pages = max(steps[index].pages(at: index).count, 1)
      return LessonPlace(step: index, title: title, page: min(max(page, 0), pages - 1))
    }
    let index = min(max(step, 0), max(steps.count - 1, 0))
    return LessonPlace(step: index, title: steps.isEmpty ? lesson.title : steps[index].title, page: 0)
  }
}

// MARK: - Changes

extension LessonProgress {
  /// Starts a run with another order of the choices.
  public mutating func begin(shuffledBy seed: UInt64?, on date: String) {
    self.seed = seed
    played = date
  }

  /// Records that the user is at a page of a step.
  public mutating func enter(_ place: LessonPlace, on date: String) {
    self.place = place
    played = date
  }

  /// Records that a step was completed.
  public mutating func complete(_ title: String, on date: String) {
    if !done.contains(title) { done.append(title) }
    played = date
  }

  /// Records that the lesson was played to its end.
  public mutating func finish(on date: String) {
    finished = finished ?? date
    played = date
  }

  /// Records an answer to a prediction and its judgement. The first answer counts. Of later answers it keeps their
  /// number and whether the latest was right; of votes it keeps the latest.
  public mutating func answer(_ record: PredictionRecord, on date: String) {
    if let index = predictions.firstIndex(where: { $0.step == record.step && $0.number == record.number }) {
      predictions[index].tries += 1
      predictions[index].isLatestRight = record.isRight
      if !record.votes.isEmpty { (predictions[index].votes, predictions[index].voted) = (record.votes, record.voted) }
    } else {
      predictions.append(record)
    }
    played = date
  }

  /// Records that a challenge was won. It keeps the shortest way to win, and prefers one without help.
  public mutating func win(_ record: ChallengeRecord, on date: String) {
    played = date
    guard let index = index(of: record) else { return challenges.append(record) }
    let old = challenges[index]
    guard old.solution != .after, !old.isWon || record.moves < old.moves else { return }
    challenges[index] = record
    challenges[index].solution = old.solution
  }

  /// Records that the lesson showed its solution of a challenge.
  public mutating func showSolution(of record: ChallengeRecord, on date: String) {
    played = date
    if let index = index(of: record) {
      if challenges[index].solution == .never {
        challenges[index].solution = challenges[index].isWon ? .after : .before
      }
    } else {
      var record = record
      (record.schedule, record.moves, record.solution) = ("", 0, .before)
      challenges.append(record)
    }
  }

  private func index(of record: ChallengeRecord) -> Int? {
    challenges.firstIndex { $0.step == record.step && $0.number == record.number }
  }
}
