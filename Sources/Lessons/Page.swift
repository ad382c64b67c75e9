import Model

/// What of a step is seen at once: first something happens, then there is text about it, and at its end there may be
/// something to be answered or done before the next page.
public struct Page: Sendable, Hashable {
  /// The place of its step in the lesson.
  public var step: Int
  /// What happens when it is opened.
  public var deeds: [Located<ScriptStep>] = []
  /// Text and expectations.
  public var content: [LessonPart] = []
  public var gate: Gate?
  public var hints: [[Paragraph]] = []
  public var notes: [Paragraph] = []

  /// What stands between a page and the next one.
  public enum Gate: Sendable, Hashable {
    case prediction(Prediction, line: Int)
    case challenge(Challenge, line: Int)

    /// Where it begins in the file, from 1.
    public var line: Int {
      switch self {
      case .prediction(_, let line), .challenge(_, let line): line
      }
    }
  }

  public init(step: Int) { self.step = step }

  public var prediction: Prediction? { if case .prediction(let prediction, _) = gate { prediction } else { nil } }

  /// Whether its text claims something of the experiment.
  public var hasExpectations: Bool { content.contains { if case .expectations = $0.content { true } else { false } } }

  public var challenge: Challenge? { if case .challenge(let challenge, _) = gate { challenge } else { nil } }

  fileprivate var isEmpty: Bool { deeds.isEmpty && content.isEmpty && gate == nil && notes.isEmpty }
}

extension Step {
  /// A page ends with what is to be answered or done, and before something happens that its text speaks of.
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
  /// The pages of a step whose first `do` begins a new situation: it begins with the step. Otherwise its text and its
  /// questions would stand beside what the step before has left.
  fileprivate var beginningWithTheirSituation: [Page] {
    guard let first = firstIndex(where: { !$0.deeds.isEmpty }), first > 0 else { return self }
    let beginning = self[first].deeds.prefix { $0.value.beginsSituation }
    let before = self[..<first]
    // What is expected or to be brought about before it is about what was left.
    guard !beginning.isEmpty, !before.contains(where: { $0.challenge != nil || $0.hasExpectations }) else {
      return self
    }
    // A question before a mere reset asks what a reset does.
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
