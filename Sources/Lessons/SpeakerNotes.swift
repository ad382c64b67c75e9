/// The speaker's view with `ringside lesson NAME --notes`, while the lesson is played in another terminal.
public struct SpeakerNotes: Sendable, Hashable {
  /// The lesson's title.
  public let lesson: String
  /// The index of the present step, from 0, the number of steps, and the step's title.
  public let step, steps: Int
  public let title: String
  /// The index of the page in the step, from 0, and the number of pages.
  public let page, pages: Int
  /// The title of the next step; nil at the last.
  public let next: String?
  /// The notes of the page, then of the pages before it, the nearest first; pages without notes are left out. Notes
  /// about an outcome are included only once the outcome is shown.
  public let notes: [PageNotes]

  public struct PageNotes: Sendable, Hashable {
    /// From 0.
    public var page: Int
    public var paragraphs: [Paragraph]
  }

  /// - Parameter place: the lesson's present place; nil before it has begun.
  public init(_ lesson: Lesson, at place: LessonPlace?) {
    let place = (place ?? LessonPlace(step: 0, title: lesson.steps.first?.title ?? "", page: 0)).found(in: lesson)
    let pages = lesson.pages.filter { $0.step == place.step }
    self.lesson = lesson.title
    (step, steps, title) = (place.step, lesson.steps.count, place.title)
    (page, self.pages) = (place.page, pages.count)
    next = lesson.steps.dropFirst(place.step + 1).first?.title
    notes = pages.enumerated().prefix(place.page + 1).filter { !$1.notes.isEmpty }
      .map { PageNotes(page: $0, paragraphs: $1.notes) }.reversed()
  }
}
