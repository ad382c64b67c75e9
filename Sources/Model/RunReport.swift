/// The report of an experiment that ran on its own.
public struct RunReport: Sendable, Hashable {
  /// The setup, with the processes that took part at the end.
  public var setup: Setup
  /// The kind of memory on which it ran.
  public var backend: Backend
  /// A worker called sched_yield(2) once every so many times, to make a race likelier; 0: never.
  public var provocation: Int
  /// The counts. Without a ledger they cover only the items moved.
  public var ledger: LedgerCounts
  public var outcome: Outcome
  public var ending: Ending
  public var elapsedSeconds: Double
  /// Takes, additions or reads per second.
  public var itemsPerSecond: Double
  /// The program's measures beside the ledger.
  public var measures: [Measure]
  /// The text that each reader copied last, in a program with a text.
  public var heard: [WorkerID: String]?
  /// The schedule that was followed, if one was.
  public var schedule: Schedule?

  public init(
    _ setup: Setup, backend: Backend, provocation: Int, ledger: LedgerCounts, outcome: Outcome, ending: Ending,
    elapsedSeconds: Double, itemsPerSecond: Double, measures: [Measure] = [], heard: [WorkerID: String]? = nil,
    schedule: Schedule? = nil
  ) {
    self.setup = setup
    self.backend = backend
    self.provocation = provocation
    self.ledger = ledger
    self.outcome = outcome
    self.ending = ending
    self.elapsedSeconds = elapsedSeconds
    self.itemsPerSecond = itemsPerSecond
    self.measures = measures
    self.heard = heard
    self.schedule = schedule
  }

  /// The totals for its sentences.
  public var totals: LedgerRules.Totals {
    LedgerRules.Totals(setup: setup, counts: ledger, measures: measures, heard: heard ?? [:])
  }

  public var verdict: Verdict { outcome.verdict }

  /// Whether a signal ended it early: the report then covers the run until that moment.
  public var isInterrupted: Bool { ending == .signal }

  /// The event that ended a run.
  public enum Ending: String, Sendable, Hashable, Codable {
    /// All items were done.
    case items
    case seconds
    /// The last move of the schedule was made.
    case schedule
    /// Nobody could move any more.
    case deadlock
    /// A signal asked Ringside to end.
    case signal
  }
}
