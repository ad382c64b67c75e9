/// The sizes of a bounded buffer and who works on it.
public struct Setup: Sendable, Hashable {
  /// The limits of each choice.
  public enum Limit {
    public static let slots = 1...4096
    public static let words = 1...512
    public static let workersPerRole = 0...32
  }

  public var slots: Int
  /// The size of an item, in words of 8 bytes.
  public var words: Int
  public var producers: Int
  public var consumers: Int
  /// The discipline's name.
  public var discipline: String
  public var pace: Pace
  /// Where the jitter of the tempo starts from.
  public var seed: UInt64

  public init(
    slots: Int = 10, words: Int = 1, producers: Int = 1, consumers: Int = 1, discipline: String = "semaphores",
    pace: Pace = .full, seed: UInt64 = 1
  ) {
    self.slots = slots
    self.words = words
    self.producers = producers
    self.consumers = consumers
    self.discipline = discipline
    self.pace = pace
    self.seed = seed
  }

  public func count(of role: Role) -> Int { role == .producer ? producers : consumers }
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
