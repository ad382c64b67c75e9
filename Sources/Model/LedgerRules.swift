/// What a program's ledger must say, and the words for it.
public struct LedgerRules: Sendable {
  /// What a run came to, for its report.
  public struct Totals: Sendable, Hashable {
    public var setup: Setup
    public var counts: LedgerCounts
    /// What the program itself counts, by name.
    public var measures: [Measure]
    /// What each reader copied out last, where there is a text.
    public var heard: [WorkerID: String]

    public init(setup: Setup, counts: LedgerCounts, measures: [Measure] = [], heard: [WorkerID: String] = [:]) {
      self.setup = setup
      self.counts = counts
      self.measures = measures
      self.heard = heard
    }

    /// The value of a measure of this name; 0 if there is none.
    public subscript(name: String) -> UInt64 { measures.first { $0.name == name }?.value ?? 0 }
  }

  /// Whether each thing produced must be found again: taken, lost, or still in the ring.
  public var balances: Bool
  /// Whether a number of items to be done is shared out among all processes, as against those of each role.
  public var sharesItems: Bool
  /// How many items were done, by all together.
  public var done: @Sendable (LedgerCounts) -> UInt64
  /// The law with its numbers, in one line.
  public var law: @Sendable (Totals) -> String
  /// The first lines of a report: what ran, and what was counted. The provocation is said after the first.
  public var report: @Sendable (Totals) -> [String]
  /// What is said when all is well, from the most words to the fewest.
  public var accounted: [String]
  /// The same in the conclusion of a report: "holds: nothing went wrong".
  public var holding: String
  /// The semaphores and counts that no longer say what they should. Of a snapshot in which every process stands still.
  public var miscounts: @Sendable (Snapshot) -> [Miscount]
  /// Whether a test in its listing would hold up a new process of a role now.
  public var holdsUp: @Sendable (Snapshot, Role) -> Bool

  public init(
    balances: Bool, accounted: [String], holding: String = "nothing went wrong", sharesItems: Bool = false,
    done: @escaping @Sendable (LedgerCounts) -> UInt64,
    law: @escaping @Sendable (Totals) -> String,
    report: @escaping @Sendable (Totals) -> [String],
    miscounts: @escaping @Sendable (Snapshot) -> [Miscount] = { _ in [] },
    holdsUp: @escaping @Sendable (Snapshot, Role) -> Bool = { _, _ in false }
  ) {
    self.balances = balances
    self.accounted = accounted
    self.holding = holding
    self.sharesItems = sharesItems
    self.done = done
    self.law = law
    self.report = report
    self.miscounts = miscounts
    self.holdsUp = holdsUp
  }
}

/// Something that a program counts beside the ledger: meals, the longest wait, how often two were inside together.
public struct Measure: Sendable, Hashable {
  /// Its name in JSON and in conditions of lessons: `overlaps`.
  public var name: String
  /// Its name in words: "inside together".
  public var title: String
  public var value: UInt64
  /// Whether anything but 0 is an error.
  public var isError: Bool

  public init(_ name: String, _ title: String, _ value: UInt64, isError: Bool = false) {
    self.name = name
    self.title = title
    self.value = value
    self.isError = isError
  }
}
