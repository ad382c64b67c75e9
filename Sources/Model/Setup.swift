/// The setup of an experiment: the program, its sizes, and its workers.
public struct Setup: Sendable, Hashable {
  /// The limits of each choice.
  public enum Limit {
    public static let slots = 1...4096
    public static let words = 1...512
    public static let workersPerRole = 0...32
    public static let provoke = 0...1_000_000
  }

  public var program: Program
  public var slots: Int
  /// The size of an item, in words of 8 bytes.
  public var words: Int
  /// How many workers each role has; 0 for a role that is not listed.
  public var counts: [Role: Int]
  /// The discipline's name.
  public var discipline: String
  public var pace: Pace
  /// The seed for the jitter of the tempo.
  public var seed: UInt64
  /// Whether a ledger accounts for every item; without it, the workers only move the data.
  public var keepsLedger: Bool
  /// The text that the writer writes, in a program with a text.
  public var text: String
  /// A discipline with a provocation calls sched_yield(2) once every so many times; 0: never.
  public var provoke: Int

  public init(
    _ program: Program, slots: Int = 10, words: Int = 1, counts: [Role: Int], discipline: String,
    pace: Pace = .full, seed: UInt64 = 1, keepsLedger: Bool = true, text: String = Setup.standardText,
    provoke: Int = Provocation.standard
  ) {
    self.program = program
    self.slots = slots
    self.words = words
    self.counts = counts
    self.discipline = discipline
    self.pace = pace
    self.seed = seed
    self.keepsLedger = keepsLedger
    self.text = text
    self.provoke = provoke
  }

  public static let standardText = "hello from another process"

  /// The workers at the start.
  public var roster: [WorkerID] {
    program.roles.flatMap { role in (0..<count(of: role)).map { WorkerID(role, $0 + 1) } }
  }

  /// How many workers the program's role at this index has; 0 if there is no such role.
  public func count(at place: Int) -> Int {
    program.roles.indices.contains(place) ? count(of: program.roles[place]) : 0
  }

  /// How many workers of a role it asks for.
  public func count(of role: Role) -> Int {
    program.roles.contains(role) ? counts[role] ?? 0 : 0
  }
}

/// How fast the workers go.
public enum Pace: Sendable, Hashable {
  /// Each waits before its next operation until it is granted a step.
  case step
  /// Each does about this many operations a second.
  case tempo(perSecond: Double)
  /// As fast as the machine allows.
  case full

  /// The slowest and the fastest tempo, in operations a second by each process.
  public static let tempos = 0.25...1000.0
}
