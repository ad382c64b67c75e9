/// What the processes do with the memory that they share.
public enum Program: String, Sendable, Hashable, CaseIterable {
  /// The bounded buffer: producers put items into a ring of slots, consumers take them out.
  case ring
  /// Processes that each add one, many times, to one word.
  case counter
  /// A writer puts a text into the memory, and readers that may not write there copy it out.
  case message

  /// Who takes part, in the order in which they are shown.
  public var roles: [Role] {
    switch self {
    case .ring: [.producer, .consumer]
    case .counter: [.adder]
    case .message: [.writer, .reader]
    }
  }

  /// What it is called in a sentence.
  public var title: String {
    switch self {
    case .ring: "bounded buffer"
    case .counter: "counter"
    case .message: "message"
    }
  }

  /// What is counted: items, additions, messages.
  public var unit: String {
    switch self {
    case .ring: "items"
    case .counter: "additions"
    case .message: "messages"
    }
  }
}
