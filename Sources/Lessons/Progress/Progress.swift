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
  public var place: Place?
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

  public init() {}
}

/// A point in a lesson.
public struct Place: Sendable, Hashable {
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
  public func found(in lesson: Lesson) -> Place {
    let steps = lesson.steps
    let named = steps.indices.filter { steps[$0].title == title }
    if let index = named.min(by: { $0.distance(to: step).magnitude < $1.distance(to: step).magnitude }) {
      let pages = max(steps[index].pages(at: index).count, 1)
      return Place(step: index, title: title, page: min(max(page, 0), pages - 1))
    }
    let index = min(max(step, 0), max(steps.count - 1, 0))
    return Place(step: index, title: steps.isEmpty ? lesson.title : steps[index].title, page: 0)
  }
}

// MARK: - What happens in a lesson

extension LessonProgress {
  /// Somebody is at a page of a step.
  public mutating func enter(_ place: Place, on date: String) {
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

  /// A prediction was answered, and judged. The first answer is the one that counts; of later ones is kept how many there
  /// were, and whether the latest was right.
  public mutating func answer(_ record: PredictionRecord, on date: String) {
    if let index = predictions.firstIndex(where: { $0.step == record.step && $0.number == record.number }) {
      predictions[index].tries += 1
      predictions[index].isLatestRight = record.isRight
      if predictions[index].votes.isEmpty { predictions[index].votes = record.votes }
    } else {
      predictions.append(record)
    }
    played = date
  }

  /// A challenge was won. Of several ways to win it, the shortest is kept.
  public mutating func win(_ record: ChallengeRecord, on date: String) {
    if let index = challenges.firstIndex(where: { $0.step == record.step && $0.number == record.number }) {
      if record.moves < challenges[index].moves { challenges[index] = record }
    } else {
      challenges.append(record)
    }
    played = date
  }
}
