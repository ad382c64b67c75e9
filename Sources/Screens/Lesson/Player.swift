import Grid
import Lessons
import Model

/// A lesson that is being played: where one is in it, and what one has answered.
public struct Player: Sendable {
  public let lesson: Lesson
  let pages: [Page]
  public let options: Options
  /// What the lesson is called that can be played after this one, such as `lesson 12: It ran fine`; nil if there is none.
  let next: String?

  /// The page on the screen, among all of the lesson.
  public internal(set) var index: Int
  var activity: Activity
  /// The list of the steps lies over the page, with this one selected; what goes on below it goes on.
  var selectedStep: Int?
  /// The number of a step, as far as it was typed.
  var typedStep = ""
  /// What was committed, by the page that asked for it.
  var answers: [Int: Given]
  /// By the page that set the challenge: how it was won.
  var won: [Int: Schedule]
  /// What stands in the field for the answer.
  var entry = AnswerEntry()
  var vote: Vote?
  var challenge: ChallengeProgress?
  /// Whether the experiment is not where the next page expects it: one has won a challenge in a way of one's own, or
  /// something failed.
  var isAstray = false
  /// Whether the solution of the challenge was asked for.
  var isShowingSolution = false
  /// How many of the page's hints were asked for.
  var hints = 0
  var scroll = 0
  /// How many times as fast as usual moves are shown.
  var speed = 1.0
  /// What was found of the page's expectations, by their lines.
  var findings: [Int: Finding] = [:]
  /// What was measured last.
  var measured: [ComparisonRow] = []

  public struct Options: Sendable, Hashable {
    /// A class votes on each question, twice.
    public var votes: Bool
    /// Large, and without anything that distracts.
    public var presents: Bool
    /// Decides the order of the choices; nil keeps the file's.
    public var seed: UInt64?

    public init(votes: Bool = false, presents: Bool = false, seed: UInt64? = nil) {
      self.votes = votes
      self.presents = presents
      self.seed = seed
    }
  }

  enum Activity: Sendable, Hashable {
    case reading
    /// What the page begins with is going on; or what leads to the page, when one came to it from elsewhere.
    case watching
    /// Anything goes; then one comes back to the page as it was.
    case freePlay
    /// All pages are read.
    case over
  }

  /// An answer, and what became of it.
  struct Given: Sendable, Hashable {
    var answer: Answer
    /// Nil until it is judged.
    var judgement: Judgement?
    var votes = Ballot()
  }

  struct Finding: Sendable, Hashable {
    var holds: Bool
    /// What was found instead.
    var words: String
  }

  /// - Parameters:
  ///   - step: where to begin, and at which of its pages.
  ///   - answers: what was committed before, by step and ordinal among the predictions of that step.
  public init(
    _ lesson: Lesson, options: Options = Options(), step: Int = 0, page: Int = 0,
    answers: [PlacedAnswer] = [], won: [PlacedWin] = [], next: String? = nil
  ) {
    self.lesson = lesson
    self.options = options
    self.next = next
    let pages = lesson.pages
    self.pages = pages
    let ofStep = pages.indices.filter { pages[$0].step == step }
    index = ofStep.isEmpty ? 0 : ofStep[min(max(0, page), ofStep.count - 1)]
    activity = .watching
    self.answers = [:]
    self.won = [:]
    for given in answers {
      guard let index = Self.place(of: given.place, in: pages, where: { $0.prediction != nil }),
        let prediction = pages[index].prediction, let answer = Answer(given.text, to: prediction)
      else { continue }
      self.answers[index] = Given(
        answer: answer, judgement: Judgement(isRight: given.isRight, found: given.found), votes: given.votes)
    }
    for win in won {
      guard let index = Self.place(of: win.place, in: pages, where: { $0.challenge != nil }) else { continue }
      self.won[index] = win.schedule
    }
  }

  private static func place(of place: GatePlace, in pages: [Page], where isOne: (Page) -> Bool) -> Int? {
    pages.indices.filter { pages[$0].step == place.step && isOne(pages[$0]) }.dropFirst(place.ordinal).first
  }

  // MARK: Where one is

  var page: Page { pages[index] }
  public var step: Step { lesson.steps[page.step] }
  public var stepIndex: Int { page.step }

  /// Which page of its step is on the screen, from 0.
  public var pageInStep: Int { index - firstPage(of: page.step) }

  func firstPage(of step: Int) -> Int { pages.firstIndex { $0.step == step } ?? 0 }

  /// The gate's place among those of its kind in its step.
  func gatePlace(of index: Int) -> GatePlace {
    let isPrediction = pages[index].prediction != nil
    let before = pages[firstPage(of: pages[index].step)..<index]
    return GatePlace(
      step: pages[index].step,
      ordinal: before.count { isPrediction ? $0.prediction != nil : $0.challenge != nil })
  }

  /// In which order the choices of a page are shown.
  func order(of index: Int) -> ChoiceOrder {
    let place = gatePlace(of: index)
    let count = if case .choice(let choices, _)? = pages[index].prediction?.form { choices.count } else { 0 }
    return ChoiceOrder(count: count, seed: options.seed, step: place.step, ordinal: place.ordinal)
  }

  /// Whether the page asks something that has not been answered.
  var isAsking: Bool { page.prediction != nil && answers[index] == nil }

  /// Whether the keys are for making moves.
  var isInChallenge: Bool {
    activity == .reading && page.challenge != nil && challenge != nil && won[index] == nil
  }

  /// The pages of the step whose answers are decided by what happens on this one: all since something happened last.
  var decidedPages: Range<Int> { pages.decided(by: index) }

  /// Whether what happens on this page decides over an answer that was given before.
  var isAwaitingOutcome: Bool {
    !page.deeds.isEmpty && decidedPages.contains { answers[$0] != nil && answers[$0]?.judgement == nil }
  }

  /// The answers whose outcome this page begins with.
  var answeredBefore: [Answered] {
    // Where nothing happens, only the one just given can have been judged.
    let pages = page.deeds.isEmpty ? decidedPages.suffix(1) : decidedPages
    return pages.compactMap(answered)
  }

  /// Whether a comparison is what the page is about: because it is measured on this page or was measured before it in the
  /// step, or because the page leads to it.
  var comparison: PageComparison? {
    if let deed = page.deeds.last?.value { return deed.isComparison ? .shown : nil }
    let step = pages.indices.filter { pages[$0].step == page.step }
    if let next = step.first(where: { $0 > index && !pages[$0].deeds.isEmpty }) {
      return pages[next].deeds.first?.value.isComparison == true ? .toCome : nil
    }
    let before = step.last { $0 < index && !pages[$0].deeds.isEmpty }
    return before.flatMap { pages[$0].deeds.last?.value.isComparison } == true ? .shown : nil
  }

  enum PageComparison: Sendable, Hashable {
    case shown, toCome
  }

  /// What was answered on a page; nil if nothing was asked or answered.
  func answered(_ index: Int) -> Answered? {
    guard let prediction = pages[index].prediction, let given = answers[index] else { return nil }
    return Answered(prediction: prediction, given: given, order: order(of: index))
  }

  /// A question, what was answered, and in which order the choices were shown.
  struct Answered {
    var prediction: Prediction
    var given: Given
    var order: ChoiceOrder
  }
}

extension ScriptStep {
  fileprivate var isComparison: Bool { if case .compare = self { true } else { false } }
}
