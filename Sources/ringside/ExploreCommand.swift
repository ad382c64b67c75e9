import ArgumentParser
import Exploration
import Glibc
import Laboratory
import Model
import Programs
import Reports
import Screens

/// `ringside explore`: finds the schedule that breaks a program, or proves that none does.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Find the schedule that breaks a program, or prove that none does.",
    discussion: CommandManual.explore.discussion)

  /// The largest values.
  private enum Most {
    static let items: UInt64 = 10_000
    static let preemptions = 1000
    static let kills = 8
    static let runs = 100_000
    static let states = 100_000_000
  }

  @OptionGroup var what: SetupOptions

  @Option(
    help: "The shared memory: \(Backend.allCases.map(\.rawValue).joined(separator: ", ")). (default: posix)",
    completion: .list(Backend.allCases.map(\.rawValue)), transform: OptionParsing.backend)
  var backend: Backend = .posix

  @Option(
    parsing: .unconditional, help: "Items, shared out among the processes of each role. (default: 2)",
    transform: { try OptionParsing.whole($0, 1...Most.items) })
  var items: UInt64 = 2

  @Option(
    help: "What to look for: \(Fault.allCases.map(\.rawValue).joined(separator: ", ")), or any. (default: any)",
    completion: .list(Fault.allCases.map(\.rawValue) + ["any"]), transform: OptionParsing.faults)
  var find: Set<Fault> = Set(Fault.allCases)

  @Option(
    parsing: .unconditional,
    help: "The most preemptions in a schedule, 0 to \(Most.preemptions), or all. (default: all)",
    completion: .list(["0", "1", "2", "all"]),
    transform: { $0 == "all" ? .all : .most(try OptionParsing.whole($0, 0...Most.preemptions, or: "all")) })
  var preemptions: PreemptionBound?

  @Option(
    parsing: .unconditional,
    help: "How many processes may be killed in a schedule, 0 to \(Most.kills): SIGKILL is a move then. (default: 0)",
    transform: { try OptionParsing.whole($0, 0...Most.kills) })
  var kills = 0

  @Option(
    parsing: .unconditional, help: "End the search after this many seconds. (default: never)",
    transform: OptionParsing.seconds)
  var seconds: Double?

  @Option(
    parsing: .unconditional,
    help: "Remember this many states at most. (default: \(SearchLimits.standardStates))",
    transform: { try OptionParsing.whole($0, 1...Most.states) })
  var states = SearchLimits.standardStates

  @Option(
    parsing: .unconditional,
    help: """
      Afterwards make up to this many free runs, for a second at most, to see how often they fail. \
      (default: \(Exploring.standardWildRuns))
      """,
    transform: { try OptionParsing.whole($0, 0...Most.runs) })
  var wild = Exploring.standardWildRuns

  @Option(
    parsing: .unconditional, help: "The seed of the random walk, a whole number. (default: 1)",
    transform: { try OptionParsing.whole($0, 0...UInt64.max) })
  var seed: UInt64 = 1

  @Flag(help: "Report as one JSON object.")
  var json = false

  @OptionGroup var export: ExportOption

  func validate() throws { _ = try what.validDiscipline() }

  func run() throws {
    let recording = try export.file().map { HeadlessRecording($0, theme: Settings.own.theme ?? .standard) }
    let signals = try Signals(answersStops: false)
    if let notice = LeftoverTable.notice(cleared: Leftovers.clear()) { say(notice) }
    let line = ProgressLine()
    let report: ExplorationReport
    do {
      defer { line.erase() }
      report = try exploring(signals).run { line.show($0.words) }
    }
    // Nobody reads the output any more.
    guard signals.ending != SIGPIPE else { return signals.endAsAsked() }
    if json {
      print(try JSONOutput.object(ExplorationData(report), units: ExplorationData.units))
    } else {
      report.sentences(among: Catalogue.disciplines).forEach { print($0) }
    }
    try recording.map { try record(report, on: $0, signals) }
    if signals.ending != nil {
      // If this fails, the output is lost with the program.
      fflush(nil)
      return signals.endAsAsked()
    }
    if let code = report.exitCode { throw ExitCode(code) }
  }

  /// Makes the first finding once more, move by move, and writes it; without a finding, what was covered.
  private func record(_ report: ExplorationReport, on recording: HeadlessRecording, _ signals: Signals) throws {
    let finding = report.result.findings.first
    let isCancelled = { signals.ending != nil }
    let schedule = finding?.schedule ?? Schedule()
    _ = try exploring(signals).trial.follow(
      schedule, isCancelled: isCancelled, onStart: recording.begin, onMove: recording.note)
    guard let finding else {
      recording.show(report)
      return try recording.write(
        title: report.setup.title, command: nil, words: report.result.conclusion, isInterrupted: isCancelled())
    }
    recording.explain(finding.why)
    try recording.write(
      title: "\(finding.fault.title): \(report.setup.title)",
      command: report.setup.command(schedule, on: report.backend, among: Catalogue.disciplines),
      isInterrupted: isCancelled())
  }

  /// The search that the options describe.
  func exploring(_ signals: Signals) -> Exploring {
    var trial = Trial(what.setup, end: .items(items), memory: MemoryChoice(backend))
    trial.onSegment = { CrashGuard.remember($0) }
    trial.onRemark = say
    var exploring = Exploring(trial: trial, kills: kills, seconds: seconds, wildRuns: wild, seed: seed)
    exploring.limits.preemptions = preemptions?.number
    // Somebody who says how far to go waits for that.
    if preemptions != nil || seconds != nil { exploring.limits.movesAfterFinding = .max }
    exploring.limits.states = states
    exploring.limits.wanted = find == Set(Fault.allCases) ? nil : find
    exploring.isCancelled = { signals.ending != nil }
    return exploring
  }
}

/// The most preemptions that a search allows.
enum PreemptionBound: Sendable, Hashable {
  case most(Int)
  case all

  var number: Int? { if case .most(let number) = self { number } else { nil } }
}

extension ExplorationReport {
  /// The program's exit code; nil if everything was covered without a finding.
  var exitCode: Int32? {
    guard let first = result.findings.first else { return result.isExhausted ? nil : 5 }
    return first.verdict == .deadlock ? 4 : 3
  }
}

extension ExplorationProgress {
  fileprivate var words: String {
    "exploring: \(ExplorationResult.counted(level, "preemption")), \(ExplorationResult.counted(states, "state")), "
      + "\(Quantity.grouped(frontier)) open, \(Quantity.large(runsPerSecond)) runs a second"
  }
}
