import Grid
import Lessons
import Model

/// A lesson that is being played: the user's place in it, and the answers.
public struct Player: Sendable {
  public let lesson: Lesson
  let pages: [Page]
  public let options: Options
  /// The name of the lesson after this one, such as `lesson 12: It ran fine`; nil if there is none.
  let next: String?

  /// The page on the screen, as an index into all pages of the lesson.
  public internal(set) var index: Int
  var activity: Activity
  /// The selected step in the list of steps, if that is open; the page below it continues meanwhile.
  var selectedStep: Int?
  /// The typed digits of a step's number.
  var typedStep = ""
  /// The committed answers, by the page that asked for them.
  var answers: [Int: Given]
  /// The moves that won each challenge, by its page.
  var won: [Int: Schedule]
  /// The contents of the answer's field.
  var entry = AnswerEntry()
  var vote: Vote?
  var challenge: ChallengeProgress?
  /// Whether the experiment is not in the state that the next page expects: the user has won a challenge with other
  /// moves, or something failed.
  var isAstray = false
  /// Whether the user asked for the solution of the challenge.
  var isShowingSolution = false
  /// How many of the page's hints the user asked for.
  var hints = 0
  var scroll = 0
  /// A factor on the usual speed of watched moves.
  var speed = 1.0
  /// The results of the page's expectations, by their lines.
  var findings: [Int: Finding] = [:]
  /// The last measurements.
  var measured: [ComparisonRow] = []

  public struct Options: Sendable, Hashable {
    /// A class votes on each question, twice.
    public var votes: Bool
    /// Large, and without distractions.
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
    /// The script steps at the beginning of the page run; or those that lead to the page, if the user jumped to it.
    case watching
    /// The user experiments freely, and then returns to the page as it was.
    case freePlay
    /// All pages are read.
    case over
  }

  /// An answer, and its judgement.
  struct Given: Sendable, Hashable {
    var answer: Answer
    /// Nil until it is judged.
    var judgement: Judgement?
    var votes = Ballot()
  }

  struct Finding: Sendable, Hashable {
    var holds: Bool
    /// The actual values.
    var words: String
  }

  /// - Parameters:
  ///   - step: the first step to show, and which of its pages.
  ///   - answers: the answers committed before, by step and ordinal among the predictions of that step.
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

  // MARK: The place in the lesson

  var page: Page { pages[index] }
  public var step: Step { lesson.steps[page.step] }
  public var stepIndex: Int { page.step }

  /// The index of the page on the screen within its step, from 0.
  public var pageInStep: Int { index - firstPage(of: page.step) }

  func firstPage(of step: Int) -> Int { pages.firstIndex { $0.step == step } ?? 0 }

  /// The gate's index among those of its kind in its step.
  func gatePlace(of index: Int) -> GatePlace {
    let isPrediction = pages[index].prediction != nil
    let before = pages[firstPage(of: pages[index].step)..<index]
    return GatePlace(
      step: pages[index].step,
      ordinal: before.count { isPrediction ? $0.prediction != nil : $0.challenge != nil })
  }

  /// The order in which the choices of a page are shown.
  func order(of index: Int) -> ChoiceOrder {
    let place = gatePlace(of: index)
    let count = if case .choice(let choices, _)? = pages[index].prediction?.form { choices.count } else { 0 }
    return ChoiceOrder(count: count, seed: options.seed, step: place.step, ordinal: place.ordinal)
  }

  /// Whether the page asks an unanswered question.
  var isAsking: Bool { page.prediction != nil && answers[index] == nil }

  /// Whether the keys make moves.
  var isInChallenge: Bool {
    activity == .reading && page.challenge != nil && challenge != nil && won[index] == nil
  }

  /// The pages of the step whose answers depend on the events of this one: all since the last event before it.
  var decidedPages: Range<Int> { pages.decided(by: index) }

  /// Whether the events of this page decide an answer that was given before.
  var isAwaitingOutcome: Bool {
    !page.deeds.isEmpty && decidedPages.contains { answers[$0] != nil && answers[$0]?.judgement == nil }
  }

  /// The answers whose outcome this page shows first.
  var answeredBefore: [Answered] {
    // Without events, only the answer just given can have been judged.
    let pages = page.deeds.isEmpty ? decidedPages.suffix(1) : decidedPages
    return pages.compactMap(answered)
  }

  /// The table that the page is about: it is made on this page, was made earlier in the step, or follows this page.
  var table: PageTable? {
    if let deed = page.deeds.last?.value { return deed.table.map { PageTable($0, isToCome: false) } }
    let step = pages.indices.filter { pages[$0].step == page.step }
    if let next = step.first(where: { $0 > index && !pages[$0].deeds.isEmpty }) {
      return pages[next].deeds.first?.value.table.map { PageTable($0, isToCome: true) }
    }
    let before = step.last { $0 < index && !pages[$0].deeds.isEmpty }
    return before.flatMap { pages[$0].deeds.last?.value.table }.map { PageTable($0, isToCome: false) }
  }

  /// A table in place of the live experiment.
  struct PageTable: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case comparison, exploration }

    var kind: Kind
    /// Whether it is made on a later page of the step.
    var isToCome: Bool

    init(_ kind: Kind, isToCome: Bool) { (self.kind, self.isToCome) = (kind, isToCome) }
  }

  /// The answer given on a page; nil if the page asks nothing or is unanswered.
  func answered(_ index: Int) -> Answered? {
    guard let prediction = pages[index].prediction, let given = answers[index] else { return nil }
    return Answered(prediction: prediction, given: given, order: order(of: index))
  }

  /// A question, its answer, and the order in which the choices were shown.
  struct Answered {
    var prediction: Prediction
    var given: Given
    var order: ChoiceOrder
  }
}

extension ScriptStep {
  /// The table that it makes, if it makes one.
  fileprivate var table: Player.PageTable.Kind? {
    switch self {
    case .compare: .comparison
    case .explore: .exploration
    case .begin, .reset, .discipline, .moves, .run: nil
    }
  }
}
