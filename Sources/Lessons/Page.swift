import Model

/// The part of a step that is visible at once: first script steps run, then there is text about them, and at its end
/// there may be something to answer or to do before the next page.
public struct Page: Sendable, Hashable {
  /// The index of its step in the lesson.
  public var step: Int
  /// The script steps that run when it is opened.
  public var deeds: [Located<ScriptStep>] = []
  /// Text and expectations.
  public var content: [LessonPart] = []
  public var gate: Gate?
  public var hints: [[Paragraph]] = []
  public var notes: [Paragraph] = []

  /// The task between a page and the next one.
  public enum Gate: Sendable, Hashable {
    case prediction(Prediction, line: Int)
    case challenge(Challenge, line: Int)

    /// The line of the file at which it begins, from 1.
    public var line: Int {
      switch self {
      case .prediction(_, let line), .challenge(_, let line): line
      }
    }
  }

  public init(step: Int) { self.step = step }

  public var prediction: Prediction? { if case .prediction(let prediction, _) = gate { prediction } else { nil } }

  /// Whether its text has expectations of the experiment.
  public var hasExpectations: Bool { content.contains { if case .expectations = $0.content { true } else { false } } }

  public var challenge: Challenge? { if case .challenge(let challenge, _) = gate { challenge } else { nil } }

  fileprivate var isEmpty: Bool { deeds.isEmpty && content.isEmpty && gate == nil && notes.isEmpty }
}

extension Step {
  /// Splits the step into pages. A page ends with a question or a challenge, and before the next script steps.
  func pages(at index: Int) -> [Page] {
    var pages: [Page] = []
    var page = Page(step: index)
    func turn() {
      if !page.isEmpty { pages.append(page) }
      page = Page(step: index)
    }
    for part in parts {
      switch part.content {
      case .hint(let hint): page.hints.append(hint)
      case .notes(let notes): page.notes += notes
      case .deeds(let deeds):
        if page.gate != nil || !page.content.isEmpty { turn() }
        page.deeds += deeds
      case .text, .expectations:
        if page.gate != nil { turn() }
        page.content.append(part)
      case .prediction(let prediction):
        if page.gate != nil { turn() }
        page.gate = .prediction(prediction, line: part.line)
      case .challenge(let challenge):
        if page.gate != nil { turn() }
        page.gate = .challenge(challenge, line: part.line)
      }
    }
    turn()
    return pages.beginningWithTheirSituation
  }
}

extension [Page] {
  /// If the first `do` of a step begins a new situation, moves that to the step's first page. Otherwise its text and
  /// its questions would be beside the results of the step before.
  fileprivate var beginningWithTheirSituation: [Page] {
    guard let first = firstIndex(where: { !$0.deeds.isEmpty }), first > 0 else { return self }
    let beginning = self[first].deeds.prefix { $0.value.beginsSituation }
    let before = self[..<first]
    // Expectations and challenges before it refer to the situation before it.
    guard !beginning.isEmpty, !before.contains(where: { $0.challenge != nil || $0.hasExpectations }) else {
      return self
    }
    // A question before a mere reset asks about the effect of a reset.
    guard beginning.count < self[first].deeds.count || !before.contains(where: { $0.prediction != nil }) else {
      return self
    }
    var pages = self
    pages[first].deeds.removeFirst(beginning.count)
    pages[0].deeds = Array<Located<ScriptStep>>(beginning)
    return pages
  }
}

extension Lesson {
  /// All pages in order. Each step has at least one.
  public var pages: [Page] {
    steps.enumerated().flatMap { index, step in
      let pages = step.pages(at: index)
      return pages.isEmpty ? [Page(step: index)] : pages
    }
  }
}
