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
  /// Workers of the program's first role: producers, adders or writers.
  public var producers: Int
  /// Workers of its second role, if it has one: consumers or readers.
  public var consumers: Int
  /// The discipline's name.
  public var discipline: String
  public var pace: Pace
  /// Where the jitter of the tempo starts from.
  public var seed: UInt64
  /// Whether everything is accounted for; without, the workers only move the data.
  public var keepsLedger: Bool
  /// What the writer of the program *message* writes.
  public var text: String
  /// A discipline with a provocation calls sched_yield(2) there every so many times; 0: never.
  public var provoke: Int

  public init(
    program: Program = .ring,
    slots: Int = 10, words: Int = 1, producers: Int = 1, consumers: Int = 1, discipline: String = "semaphores",
    pace: Pace = .full, seed: UInt64 = 1, keepsLedger: Bool = true, text: String = Setup.standardText,
    provoke: Int = Provocation.standard
  ) {
    self.program = program
    self.slots = slots
    self.words = words
    self.producers = producers
    self.consumers = consumers
    self.discipline = discipline
    self.pace = pace
    self.seed = seed
    self.keepsLedger = keepsLedger
    self.text = text
    self.provoke = provoke
  }

  public static let standardText = "hello from another process"

  /// How many workers of a role there are to be.
  public func count(of role: Role) -> Int {
    guard program.roles.contains(role) else { return 0 }
    return role.isFirst ? producers : consumers
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
