import Model

/// The search for a schedule that breaks the program: what is known of it, and what is on the screen.
struct ExplorerState: Sendable {
  var isOpen = false
  /// How many items the processes do.
  var items = ExplorerState.standardItems
  /// How far the search has come; nil before its first report.
  var progress: ExplorationProgress?
  var result: ExplorationResult?
  /// Why there is no result.
  var failure: String?
  /// Which finding is shown.
  var finding = 0
  /// Whether the passing run is shown, where there is room for one run only.
  var showsPassing = false
  /// How many rows the runs are scrolled towards their start.
  var scrolled = 0
  /// The pace to which the experiment returns; nil if it stood still before.
  var paceBefore: Pace?

  static let standardItems = 2
  static let mostItems = 64

  /// Whether a lesson makes the search, and its result is beside the lesson's text.
  var isOfLesson = false

  var isUnderway: Bool { result == nil && failure == nil }

  var shown: ExplorationResult.Finding? {
    guard let findings = result?.findings, findings.indices.contains(finding) else { return nil }
    return findings[finding]
  }
}

// The commands of the explorer's keys, and the reasons why they may be unavailable.

extension State {
  /// Pauses the experiment meanwhile, because it would compete with the search for the processor.
  mutating func openExplorer() -> [Effect] {
    explorer.isOpen = true
    explorer.isOfLesson = false
    explorer.paceBefore = isPaused ? nil : pace
    return pause() + explore()
  }

  /// Forgets the last search: a lesson has begun one.
  mutating func exploreForLesson() {
    explorer = ExplorerState()
    explorer.isOfLesson = true
  }

  func whyNotExplore() -> String? { snapshot == nil ? "nothing is running yet" : nil }

  private mutating func explore() -> [Effect] {
    (explorer.progress, explorer.result, explorer.failure) = (nil, nil, nil)
    (explorer.finding, explorer.showsPassing, explorer.scrolled) = (0, false, 0)
    return [.explore(items: explorer.items)]
  }

  mutating func closeExplorer() -> [Effect] {
    let ends: [Effect] = explorer.isUnderway ? [.endExploration] : []
    explorer.isOpen = false
    let pace = explorer.paceBefore
    explorer.paceBefore = nil
    return ends + (pace.map { go($0) } ?? [])
  }

  mutating func takeNews(_ news: ExplorationNews) {
    // What was on its way when the explorer was closed is ignored.
    guard explorer.isOpen || explorer.isOfLesson, explorer.isUnderway else { return }
    switch news {
    case .progress(let progress): explorer.progress = progress
    case .result(let result): explorer.result = result
    case .failed(let reason): explorer.failure = reason
    }
  }

  mutating func changeItems(by step: Int) -> [Effect] {
    explorer.items += step
    return [.endExploration] + explore()
  }

  func whyNotChangeItems(by step: Int) -> String? {
    if (1...ExplorerState.mostItems).contains(explorer.items + step) { return nil }
    return step < 0 ? "there must be an item" : "\(explorer.items) is the maximum here; ringside explore takes more"
  }

  mutating func nextFinding() -> [Effect] {
    let count = max(1, explorer.result?.findings.count ?? 0)
    explorer.finding = (explorer.finding + 1) % count
    (explorer.showsPassing, explorer.scrolled) = (false, 0)
    return []
  }

  func whyNotNextFinding() -> String? {
    switch explorer.result?.findings.count {
    case nil: "the search has not ended yet"
    case 0: "nothing was found"
    case 1: "this is the only kind that was found"
    default: nil
    }
  }

  mutating func swapRuns() -> [Effect] {
    explorer.showsPassing.toggle()
    explorer.scrolled = 0
    return []
  }

  func whyNotSwapRuns() -> String? {
    guard let finding = explorer.shown else { return whyNoFinding }
    return finding.passing == nil ? finding.difference : nil
  }

  /// Sends the schedule of the run on the screen to the clipboard, and shows it.
  mutating func copyFinding() -> [Effect] {
    guard let finding = explorer.shown else { return [] }
    let schedule = explorer.showsPassing ? finding.passing ?? finding.schedule : finding.schedule
    say(clipboard.words("\(schedule)"))
    return [.copy("\(schedule)")]
  }

  /// Goes to the start of the run on the screen, with its moves ahead, to be repeated one by one.
  mutating func playFinding() -> [Effect] {
    guard let finding = explorer.shown else { return [] }
    let schedule = explorer.showsPassing ? finding.passing ?? finding.schedule : finding.schedule
    explorer.paceBefore = nil
    let effects = closeExplorer()
    lastStepped = [:]
    say("\(schedule.moves.count) moves lie ahead: B makes the next one, b takes it back.")
    return effects + [.command(.rehearse(schedule))]
  }

  func whyNotFinding() -> String? { explorer.shown == nil ? whyNoFinding : nil }

  private var whyNoFinding: String {
    explorer.isUnderway ? "the search has not ended yet" : explorer.failure ?? "nothing was found"
  }

  /// - Parameter rows: how many rows towards the start of the run.
  mutating func scrollRuns(by rows: Int) -> [Effect] {
    let most = explorer.shown?.failingSteps.count ?? 0
    explorer.scrolled = min(max(0, explorer.scrolled + rows), most)
    return []
  }
}
