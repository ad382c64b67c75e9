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
  /// How many parts of the step are shown.
  public var shown: Int

  public init(step: Int, title: String, shown: Int) {
    self.step = step
    self.title = title
    self.shown = shown
  }

  /// The same point in the lesson as its file is now: the step with this title, of several the nearest. Without one, as
  /// much of the way as there is, with nothing of that step shown.
  public func found(in lesson: Lesson) -> Place {
    let steps = lesson.steps
    let named = steps.indices.filter { steps[$0].title == title }
    if let index = named.min(by: { ($0 - step).magnitude < ($1 - step).magnitude }) {
      return Place(step: index, title: title, shown: min(max(shown, 0), steps[index].parts.count))
    }
    let index = min(max(step, 0), max(steps.count - 1, 0))
    return Place(step: index, title: steps.isEmpty ? lesson.title : steps[index].title, shown: 0)
  }
}

// MARK: - What happens in a lesson

extension LessonProgress {
  /// Somebody is at a step, and sees so many of its parts.
  public mutating func enter(_ step: Int, of lesson: Lesson, shown: Int, on date: String) {
    place = Place(step: step, title: lesson.steps[step].title, shown: shown)
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
  /// - Parameters:
  ///   - number: Which prediction of its step, from 1.
  ///   - question: What was asked; of a long question, its beginning is kept.
  ///   - answer: What was answered, as words.
  public mutating func answer(
    _ number: Int, of step: String, question: String, answer: String, isRight: Bool, on date: String
  ) {
    if let index = predictions.firstIndex(where: { $0.step == step && $0.number == number }) {
      predictions[index].tries += 1
      predictions[index].isLatestRight = isRight
    } else {
      predictions.append(
        PredictionRecord(step: step, number: number, question: question, answer: answer, isRight: isRight))
    }
    played = date
  }

  /// A class has voted on a prediction that was answered: how many for each choice. Two rounds are kept, the first and
  /// the latest, because what happened in between is what one wants to see.
  public mutating func vote(_ number: Int, of step: String, counts: [Int]) {
    guard let index = predictions.firstIndex(where: { $0.step == step && $0.number == number }) else { return }
    predictions[index].votes = predictions[index].votes.prefix(1) + [counts]
  }

  /// A challenge was won. Of several ways to win it, the shortest is kept.
  /// - Parameters:
  ///   - number: Which challenge of its step, from 1.
  ///   - schedule: The moves that won it, as words.
  ///   - moves: How many they are.
  public mutating func win(
    _ number: Int, of step: String, goal: String, schedule: String, moves: Int, on date: String
  ) {
    let record = ChallengeRecord(step: step, number: number, goal: goal, schedule: schedule, moves: moves)
    if let index = challenges.firstIndex(where: { $0.step == step && $0.number == number }) {
      if moves < challenges[index].moves { challenges[index] = record }
    } else {
      challenges.append(record)
    }
    played = date
  }
}
