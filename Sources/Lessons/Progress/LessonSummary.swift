import Model

/// A lesson in a list, with the user's progress in it. All its texts are safe to print.
public struct LessonSummary: Codable, Sendable, Hashable {
  public var number: Int?
  public var name: String
  public var title: String
  public var minutes: Int
  /// The goals: what the user learns in it.
  public var learn: [String]
  /// `not begun`, `begun` or `done`
  public var state: String
  /// The step that the user is at, from 1, and how many there are; nil before the lesson is begun and after it is
  /// done.
  public var step: Int?
  public var steps: Int
  public var predictionsAsked, predictionsRight: Int
  public var challengesSet, challengesWon: Int
  /// Dates.
  public var finished, lastPlayed: String?

  public init(_ standing: Standing) {
    let lesson = standing.lesson
    number = lesson.number
    name = harmless(lesson.name)
    title = harmless(lesson.title)
    minutes = lesson.minutes
    learn = lesson.goals.map(harmless)
    state = standing.state.rawValue
    step = standing.state == .begun ? standing.step + 1 : nil
    steps = lesson.steps.count
    (predictionsAsked, predictionsRight) = (standing.asked, standing.right)
    (challengesSet, challengesWon) = (standing.challenges, standing.won)
    finished = standing.progress.finished.map(harmless)
    lastPlayed = standing.progress.played.map(harmless)
  }
}
