/// What is told of an experiment that ran by itself.
public struct RunReport: Sendable, Hashable {
  /// What was run, with the processes that took part when it ended.
  public var setup: Setup
  /// What kind of memory it ran on.
  public var backend: Backend
  /// A worker called sched_yield(2) every so many times, to make a race likelier; 0: never.
  public var provocation: Int
  /// What was counted. Without a ledger only what was moved was counted.
  public var ledger: LedgerCounts
  public var outcome: Outcome
  public var ending: Ending
  public var elapsedSeconds: Double
  /// Takes, additions or reads.
  public var itemsPerSecond: Double
  /// What the program counts beside the ledger.
  public var measures: [Measure]
  /// What each reader copied out last, in a program with a text.
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

  /// What its sentences are made of.
  public var totals: LedgerRules.Totals {
    LedgerRules.Totals(setup: setup, counts: ledger, measures: measures, heard: heard ?? [:])
  }

  public var verdict: Verdict { outcome.verdict }

  /// Whether a signal ended it early: all of this is about what was done until then.
  public var isInterrupted: Bool { ending == .signal }

  /// What ended a run.
  public enum Ending: String, Sendable, Hashable, Codable {
    /// All items were done.
    case items
    case seconds
    /// The last move of the schedule was made.
    case schedule
    /// Nobody could move any more.
    case deadlock
    /// A signal asked this program to end.
    case signal
  }
}
