/// What somebody has done in the lessons. It is kept in a ``ProgressFile``.
public struct Progress: Sendable, Hashable {
  /// By the lesson's name. A lesson that was never played is not in it.
  public var lessons: [String: LessonProgress] = [:]

  public init() {}

  /// What was done in one lesson: nothing yet, for one that was never played.
  public subscript(name: String) -> LessonProgress {
    get { lessons[name] ?? LessonProgress() }
    set { lessons[name] = newValue }
  }
}

/// What somebody has done in one lesson.
///
/// Steps are known by their titles, and not by their numbers alone: a lesson that is edited keeps what was done in it.
public struct LessonProgress: Sendable, Hashable {
  /// Where one is; nil before the first step.
  public var place: LessonPlace?
  /// The titles of the steps that were gone through, in that order, each once.
  public var done: [String] = []
  /// In the order in which they were first answered.
  public var predictions: [PredictionRecord] = []
  /// In the order in which they were first won.
  public var challenges: [ChallengeRecord] = []
  /// When it was first played to its end, a date as text; nil if it was not yet.
  public var finished: String?
  /// When something was last done in it, a date as text.
  public var played: String?
  /// Decides the order of the choices in the present run; nil in the file's order.
  public var seed: UInt64?
  /// Whether somebody else may have written this.
  public var trust = Trust.sealed

  public init() {}
}

/// What the seal of a lesson's record tells. A record that has lost its seal never gets it back.
public enum Trust: String, Codable, Sendable, Hashable {
  /// Since it was begun, only Ringside has written it.
  case sealed
  /// An earlier Ringside kept it, which did not seal anything.
  case unsealed
  /// It was edited, or copied from another installation.
  case broken
}

/// A point in a lesson.
public struct LessonPlace: Sendable, Hashable {
  /// Which step, from 0.
  public var step: Int
  /// The step's title.
  public var title: String
  /// Which page of the step, from 0.
  public var page: Int

  public init(step: Int, title: String, page: Int) {
    self.step = step
    self.title = title
    self.page = page
  }

  /// The same point in the lesson as its file is now: the step with this title, of several the nearest. Without one, as
  /// much of the way as there is, at the beginning of that step.
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

// MARK: - What happens in a lesson

extension LessonProgress {
  /// A run begins in which the choices have another order.
  public mutating func begin(shuffledBy seed: UInt64?, on date: String) {
    self.seed = seed
    played = date
  }

  /// Somebody is at a page of a step.
  public mutating func enter(_ place: LessonPlace, on date: String) {
    self.place = place
    played = date
  }

  /// A step has been gone through.
  public mutating func complete(_ title: String, on date: String) {
    if !done.contains(title) { done.append(title) }
    played = date
  }

  /// The lesson has come to its end.
  public mutating func finish(on date: String) {
    finished = finished ?? date
    played = date
  }

  /// A prediction was answered and judged. The first answer is the one that counts; of later ones, how many there were and
  /// whether the latest was right. Of the votes, the latest are kept.
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

  /// A challenge was won. Of several ways to win it, the shortest is kept, and one without help rather than one with it.
  public mutating func win(_ record: ChallengeRecord, on date: String) {
    played = date
    guard let index = index(of: record) else { return challenges.append(record) }
    let old = challenges[index]
    guard old.solution != .after, !old.isWon || record.moves < old.moves else { return }
    challenges[index] = record
    challenges[index].solution = old.solution
  }

  /// The lesson showed its solution of a challenge.
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
