import Grid
import Lessons
import Model

/// A lesson that is being played: where one is in it, and what one has answered.
public struct Player: Sendable {
  public let lesson: Lesson
  let pages: [Page]
  public let options: Options

  /// The page on the screen, among all of the lesson.
  public internal(set) var index: Int
  var activity: Activity
  /// What goes on below the list of the steps, while that is open.
  var covered = Activity.reading
  /// Whether what the page begins with, or what leads to it, has not yet all happened.
  var isPerforming = false
  /// What was committed, by the page that asked for it.
  var answers: [Int: Given]
  /// The answer that waits for what happens next.
  var unjudged: Int?
  /// By the page that set the challenge: how it was won.
  var won: [Int: Schedule]
  /// What stands in the field for the answer.
  var entry = AnswerEntry()
  var vote: Vote?
  var challenge: ChallengeProgress?
  /// Whether the experiment is not where the page before has left it: one has won a challenge in a way of one's own.
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
    /// The class votes on each choice, twice.
    public var votes: Bool
    /// Large, and without anything that distracts.
    public var presents: Bool

    public init(votes: Bool = false, presents: Bool = false) {
      self.votes = votes
      self.presents = presents
    }
  }

  enum Activity: Sendable, Hashable {
    case reading
    /// What the page begins with is going on; or what leads to the page, when one came to it from elsewhere.
    case watching
    /// Anything goes; then one comes back to the page as it was.
    case freePlay
    /// The list of the steps is open, with this one selected.
    case contents(selected: Int)
    /// All pages are read.
    case over
  }

  /// An answer, and what became of it.
  struct Given: Sendable, Hashable {
    var answer: Answer
    /// Nil until it is judged.
    var judgement: Judgement?
    var votes: [[Int]] = []
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
    answers: [PlacedAnswer] = [], won: [PlacedWin] = []
  ) {
    self.lesson = lesson
    self.options = options
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
        answer: answer, judgement: Judgement(isRight: given.isRight, found: prediction.rightAnswer))
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

  /// Whether the page asks something that has not been answered.
  var isAsking: Bool { page.prediction != nil && answers[index] == nil }

  /// Whether the keys are for making moves.
  var isInChallenge: Bool {
    activity == .reading && page.challenge != nil && challenge != nil && won[index] == nil
  }

  /// The answer whose outcome this page begins with.
  var judgedBefore: (Prediction, Given)? {
    guard index > 0, pages[index - 1].step == page.step, let prediction = pages[index - 1].prediction,
      let given = answers[index - 1]
    else { return nil }
    return (prediction, given)
  }
}

/// A prediction or a challenge of a lesson, by its step and its place among those of its kind there, from 0.
public struct GatePlace: Sendable, Hashable {
  public var step: Int
  public var ordinal: Int

  public init(step: Int, ordinal: Int) {
    self.step = step
    self.ordinal = ordinal
  }
}

/// An answer that was given in an earlier run.
public struct PlacedAnswer: Sendable, Hashable {
  public var place: GatePlace
  public var text: String
  public var isRight: Bool

  public init(place: GatePlace, text: String, isRight: Bool) {
    self.place = place
    self.text = text
    self.isRight = isRight
  }
}

/// A challenge that was won in an earlier run.
public struct PlacedWin: Sendable, Hashable {
  public var place: GatePlace
  public var schedule: Schedule

  public init(place: GatePlace, schedule: Schedule) {
    self.place = place
    self.schedule = schedule
  }
}

/// What is to be kept of a lesson beyond this run.
public enum LessonNews: Sendable, Hashable {
  /// One is at this page of this step.
  case at(step: Int, page: Int)
  case done(step: Int)
  case answered(GatePlace, question: String, answer: String, isRight: Bool, found: String, votes: [[Int]])
  case won(GatePlace, goal: String, Schedule)
  case finished
}
