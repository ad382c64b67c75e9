/// What is run: the program, its sizes, and who takes part.
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
  /// How many workers each role has. One that is not named has none.
  public var counts: [Role: Int]
  /// The discipline's name.
  public var discipline: String
  public var pace: Pace
  /// Where the jitter of the tempo starts from.
  public var seed: UInt64
  /// Whether everything is accounted for; without, the workers only move the data.
  public var keepsLedger: Bool
  /// What is written, in a program with a text.
  public var text: String
  /// A discipline with a provocation calls sched_yield(2) there every so many times; 0: never.
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

  /// The workers that it begins with.
  public var roster: [WorkerID] {
    program.roles.flatMap { role in (0..<count(of: role)).map { WorkerID(role, $0 + 1) } }
  }

  /// How many workers the role at a place among the program's has; 0 if there is no such role.
  public func count(at place: Int) -> Int {
    program.roles.indices.contains(place) ? count(of: program.roles[place]) : 0
  }

  /// How many workers of a role there are to be.
  public func count(of role: Role) -> Int {
    program.roles.contains(role) ? counts[role] ?? 0 : 0
  }
}

/// How fast the workers go.
public enum Pace: Sendable, Hashable {
  /// Each stands before its next operation until it is granted one.
  case step
  /// Each does so many operations a second, more or less.
  case tempo(perSecond: Double)
  /// As fast as the machine goes.
  case full

  /// The slowest and the fastest tempo, in operations a second by each process.
  public static let tempos = 0.25...1000.0
}
