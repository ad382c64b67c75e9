import Exploration
import Glibc
import Laboratory
import Model
import Reports
import Screens
import SharedMemory

/// A search on real processes, from its start to its report.
struct Exploring {
  var trial: Trial
  var kills = 0
  var limits = SearchLimits()
  /// The most seconds that the search takes; nil for any number.
  var seconds: Double?
  /// How many free runs are made at most, to see how often they fail.
  var wildRuns = Exploring.standardWildRuns
  /// The seed of the random walk.
  var seed: UInt64 = 1
  var isCancelled: () -> Bool = { false }

  static let standardWildRuns = 60
  static let walks = 200

  /// How often the progress is told, in nanoseconds.
  private static let interval: UInt64 = 100_000_000

  /// Searches, and returns what was found: also when it was cancelled, or when the time was over.
  func run(progress: (ExplorationProgress) -> Void = { _ in }) throws -> ExplorationReport {
    let system = try BoundedExperiment(trial, kills: kills, isCancelled: isCancelled)
    defer { system.close() }
    var search = Search(system, limits: limits)
    let start = monotonicNanoseconds()
    let ending = try advance(&search, of: system, since: start, progress)
    var result = result(of: search, ending)
    result.elapsedSeconds = Double(monotonicNanoseconds() - start) / 1e9
    for finding in search.findings {
      result.findings.append(try explain(finding, of: system, &search))
    }
    if !isCancelled() {
      var generator = SeededGenerator(seed: seed)
      result.walk = try search.walk(runs: Self.walks, using: &generator)
    }
    // Free runs use all processors, and this one is pinned until the stepped processes are gone.
    system.close()
    result.wild = try wild()
    return ExplorationReport(
      setup: trial.setup, backend: system.experiment.locator.backend, items: trial.end.items ?? 0, kills: kills,
      bound: limits.preemptions, result: result)
  }

  /// Why a search did not cover everything.
  private enum Interruption { case seconds, signal }

  private func advance(
    _ search: inout Search<BoundedExperiment>, of system: BoundedExperiment, since start: UInt64,
    _ progress: (ExplorationProgress) -> Void
  ) throws -> Interruption? {
    var interruption: Interruption?
    while search.ending == nil && interruption == nil {
      var next = monotonicNanoseconds() + Self.interval
      if let seconds { next = min(next, start + UInt64(seconds * 1e9)) }
      try search.advance { monotonicNanoseconds() >= next || isCancelled() }
      try system.experiment.verify()
      let elapsed = Double(monotonicNanoseconds() - start) / 1e9
      progress(
        ExplorationProgress(
          level: search.level, states: search.states, frontier: search.frontier, runs: search.runs, seconds: elapsed))
      if isCancelled() { interruption = .signal }
      if let seconds, elapsed >= seconds { interruption = interruption ?? .seconds }
    }
    return interruption
  }

  private func result(of search: Search<BoundedExperiment>, _ interruption: Interruption?) -> ExplorationResult {
    let total = search.pathCounts
    let levels = search.newStates.enumerated().map { level, states in
      let counts = search.pathCounts(preemptions: level)
      return ExplorationResult.Level(
        preemptions: level, schedules: counts?.all, bad: counts?.bad, newStates: states)
    }
    return ExplorationResult(
      states: search.states, edges: search.edges, runs: search.runs, isExhausted: search.isExhausted,
      limit: limit(search, interruption), levels: levels, schedules: total?.all, bad: total?.bad)
  }

  private func limit(_ search: Search<BoundedExperiment>, _ interruption: Interruption?) -> String? {
    switch (search.ending, interruption) {
    case (.exhausted, _): nil
    case (.bound, _): "more than \(Quantity.counted(limits.preemptions ?? 0, "preemption")) was not asked for"
    case (.states, _): "the search ended at --states \(limits.states)"
    case (.moves, _): "after the finding it went on for \(Quantity.grouped(limits.movesAfterFinding)) moves"
    case (nil, .signal): "a signal ended the search"
    case (nil, _): "the time of --seconds was over"
    }
  }

  // MARK: - Findings

  private func explain(
    _ finding: Finding, of system: BoundedExperiment, _ search: inout Search<BoundedExperiment>
  ) throws -> ExplorationResult.Finding {
    let traced = try system.trace(finding.schedule)
    let outcome = system.outcome
    let why = FindingReason(finding.fault, traced).sentences(
      waits: outcome.waits, miscounts: outcome.miscounts, troubles: outcome.troubles)
    let passing = isCancelled() ? .unknown : try search.nearestPassing(to: finding)
    return ExplorationResult.Finding(
      fault: finding.fault, schedule: finding.schedule, preemptions: finding.simplicity.preemptions,
      isSimplest: finding.isSimplest, verdict: outcome.verdict, why: why, passing: passing.schedule,
      difference: passing.words(beside: finding.schedule), failingSteps: RunStep.steps(of: traced),
      passingSteps: try passing.schedule.map { RunStep.steps(of: try system.trace($0)) } ?? [])
  }

  // MARK: - Free runs

  /// The longest time that free runs take together, in nanoseconds.
  private static let wildTime: UInt64 = 1_000_000_000

  private func wild() throws -> Frequency {
    // Nobody kills a process in a free run.
    if kills > 0 { return Frequency() }
    var trial = trial
    trial.setup.pace = .full
    // Unprovoked.
    trial.setup.provoke = 0
    trial.end.seconds = Double(Self.wildTime) / 1e9
    var frequency = Frequency()
    let start = monotonicNanoseconds()
    while frequency.runs < wildRuns, monotonicNanoseconds() - start < Self.wildTime, !isCancelled() {
      guard let report = try trial.run(isCancelled: isCancelled), report.ending != .signal else { break }
      frequency.runs += 1
      if !limits.counted(report.faults).isEmpty { frequency.bad += 1 }
    }
    return frequency
  }
}

extension PassingRun {
  /// How it differs from a schedule that fails.
  func words(beside schedule: Schedule) -> String {
    switch self {
    case .shifted(_, let shift):
      let steps = Quantity.counted(abs(shift.steps), "step")
      let next = schedule.moves[shift.position]
      let name = if case .kill(let id) = next { "the kill of \(id)" } else { "\(next.worker)" }
      return "it passes if \(name) comes \(steps) \(shift.steps > 0 ? "later" : "earlier")"
    case .otherOrder: return "it needs another order: no single switch makes the difference"
    case .none: return "every schedule fails"
    case .unknown: return "no schedule that passes is known"
    }
  }
}
