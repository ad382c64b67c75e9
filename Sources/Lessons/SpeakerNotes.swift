/// What `ringside lesson NAME --notes` shows to the speaker, while the lesson is played in another terminal.
public struct SpeakerNotes: Sendable, Hashable {
  /// The lesson's title.
  public let lesson: String
  /// The step where the lesson is, from 0, among so many, and its title.
  public let step, steps: Int
  public let title: String
  /// The page of the step, from 0, among so many.
  public let page, pages: Int
  /// The title of the step that follows; nil at the last.
  public let next: String?
  /// Of the step, page by page; pages without notes are left out.
  public let notes: [PageNotes]

  public struct PageNotes: Sendable, Hashable {
    /// From 0.
    public var page: Int
    public var paragraphs: [Paragraph]
  }

  /// - Parameter place: Where the lesson is; nil before it has begun.
  public init(_ lesson: Lesson, at place: Place?) {
    let place = (place ?? Place(step: 0, title: lesson.steps.first?.title ?? "", page: 0)).found(in: lesson)
    let pages = lesson.pages.filter { $0.step == place.step }
    self.lesson = lesson.title
    (step, steps, title) = (place.step, lesson.steps.count, place.title)
    (page, self.pages) = (place.page, pages.count)
    next = lesson.steps.dropFirst(place.step + 1).first?.title
    notes = pages.enumerated().filter { !$1.notes.isEmpty }.map { PageNotes(page: $0, paragraphs: $1.notes) }
  }

  /// In lines for people.
  /// - Parameters:
  ///   - width: How many cells a line may have. A word that is longer has its own.
  ///   - measure: How many cells a text has.
  public func lines(width: Int = 80, measure: Measure = { $0.count }) -> [String] {
    var lines = harmless(lesson).wrapped(to: width, measure)
    lines += "step \(step + 1) of \(steps): \(harmless(title))".wrapped(to: width, measure)
    if pages > 1 { lines.append("page \(page + 1) of \(pages)") }
    lines.append("")
    if notes.isEmpty { lines += ["there are no notes for this step", ""] }
    for page in notes {
      // Those for what is to come are of use too: one can look ahead, and the class cannot.
      if pages > 1 { lines.append(page.page == self.page ? "now:" : "page \(page.page + 1):") }
      for paragraph in page.paragraphs { lines += paragraph.lines(width: width, measure) + [""] }
    }
    return lines + (next.map { "next: \(harmless($0))" } ?? "this is the last step").wrapped(to: width, measure)
  }
}

extension Paragraph {
  fileprivate func lines(width: Int, _ measure: Measure) -> [String] {
    let text = harmless(runs.map(\.text).joined())
    switch kind {
    case .plain: return text.wrapped(to: width, measure)
    case .listItem(let mark): return text.wrapped(to: width, behind: "\(harmless(mark)) ", measure)
    case .quote: return text.wrapped(to: width - 2, measure).map { "> " + $0 }
    case .code: return runs.map { "  " + harmless($0.text) }
    }
  }
}
