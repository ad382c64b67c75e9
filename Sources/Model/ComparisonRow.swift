/// A way to carry messages from one process to another, and what it gives beyond speed.
public struct ComparedTransport: Sendable, Hashable {
  public var name: String
  public var title: String
  /// Whether both processes see the same memory; else the kernel carries the messages.
  public var isShared: Bool
  public var traits: [Trait]

  /// A word for what it is about, and a sentence.
  public struct Trait: Sendable, Hashable {
    public var name: String
    public var words: String

    public init(_ name: String, _ words: String) {
      self.name = name
      self.words = words
    }
  }

  public init(name: String, title: String, isShared: Bool, traits: [Trait]) {
    self.name = name
    self.title = title
    self.isShared = isShared
    self.traits = traits
  }
}

/// What came out for one transport with messages of one size.
public struct ComparisonRow: Sendable, Hashable {
  /// The transport's name.
  public var transport: String
  /// In bytes.
  public var size: Int
  public var outcome: Outcome

  public enum Outcome: Sendable, Hashable {
    case measured(Figures)
    /// It cannot be had here: in a few words, and in a sentence.
    case unavailable(summary: String, reason: String)
  }

  public struct Figures: Sendable, Hashable {
    public var messagesPerSecond: Double
    /// There and back, the median, in nanoseconds.
    public var roundTrip: UInt64
    /// For each message, of both processes together.
    public var systemCalls: Double

    public init(messagesPerSecond: Double, roundTrip: UInt64, systemCalls: Double) {
      self.messagesPerSecond = messagesPerSecond
      self.roundTrip = roundTrip
      self.systemCalls = systemCalls
    }
  }

  public init(transport: String, size: Int, outcome: Outcome) {
    self.transport = transport
    self.size = size
    self.outcome = outcome
  }

  public var figures: Figures? { if case .measured(let figures) = outcome { figures } else { nil } }
}
