/// A way to carry messages from one process to another, and its traits other than speed.
public struct ComparedTransport: Sendable, Hashable {
  /// Its name on the command line and in the data, one word: `pipe`.
  public var name: String
  public var title: String
  /// The common name of all transports with the same traits.
  public var family: String
  /// Whether both processes see the same memory; if not, the kernel carries the messages.
  public var isShared: Bool
  public var traits: Traits

  /// Its traits other than speed, in a few words each.
  public struct Traits: Sendable, Hashable {
    /// How the processes wait for each other.
    public var waiting: String
    /// The processes between which it works.
    public var reach: String
    /// The work that it requires of a program.
    public var effort: String
    /// The effect of one process's mistake or crash on the other.
    public var safety: String

    public init(waiting: String, reach: String, effort: String, safety: String) {
      (self.waiting, self.reach, self.effort, self.safety) = (waiting, reach, effort, safety)
    }
  }

  public init(name: String, title: String, family: String, isShared: Bool, traits: Traits) {
    self.name = name
    self.title = title
    self.family = family
    self.isShared = isShared
    self.traits = traits
  }
}

/// The result for one transport with messages of one size.
public struct ComparisonRow: Sendable, Hashable {
  /// The transport's name.
  public var transport: String
  /// The size of a message, in bytes.
  public var size: Int
  public var outcome: Outcome

  public enum Outcome: Sendable, Hashable {
    case measured(Figures)
    /// It is not available here: the reason in a few words, and in a sentence.
    case unavailable(summary: String, reason: String)
  }

  /// The measured figures.
  public struct Figures: Sendable, Hashable {
    public var messagesPerSecond: Double
    /// How often the bytes of a message are copied on the way.
    public var copies: Int
    /// System calls per message, of both processes together.
    public var systemCalls: Double
    /// The median round trip, in nanoseconds.
    public var roundTrip: UInt64
    /// The 99th percentile of the round trips, in nanoseconds.
    public var roundTrip99thPercentile: UInt64

    public init(
      messagesPerSecond: Double, copies: Int, systemCalls: Double, roundTrip: UInt64, roundTrip99thPercentile: UInt64
    ) {
      self.messagesPerSecond = messagesPerSecond
      self.copies = copies
      self.systemCalls = systemCalls
      self.roundTrip = roundTrip
      self.roundTrip99thPercentile = roundTrip99thPercentile
    }

    /// The rate for messages of this size, in MiB (2^20 bytes) a second.
    public func mebibytesPerSecond(size: Int) -> Double { messagesPerSecond * Double(size) / 1_048_576 }
  }

  public init(transport: String, size: Int, outcome: Outcome) {
    self.transport = transport
    self.size = size
    self.outcome = outcome
  }

  public var figures: Figures? { if case .measured(let figures) = outcome { figures } else { nil } }

  /// The reason why there are no figures, in a few words and in a sentence; nil if there are.
  public var refusal: (summary: String, reason: String)? {
    if case .unavailable(let summary, let reason) = outcome { (summary, reason) } else { nil }
  }
}
