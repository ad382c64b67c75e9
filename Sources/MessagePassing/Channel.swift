/// One process's end of a transport. It sends messages of one size, and receives those that the other end sends.
public protocol Channel {
  /// The system calls that this end has made, counted where they are made.
  var systemCalls: UInt64 { get }

  /// Sends a whole message, and waits until there is space for it.
  mutating func send(_ message: Message) throws

  /// Receives a whole message, and waits until there is one.
  mutating func receive(_ message: Message) throws
}

/// One of the two processes: the one that sends and asks, or the one that receives and answers.
public enum Side: String, Sendable, CaseIterable {
  case sender
  case receiver

  public var other: Side { self == .sender ? .receiver : .sender }
}

/// The reason why a transfer failed.
public enum TransferError: Error, CustomStringConvertible, Hashable {
  case closed
  case wrong(number: UInt64)
  case short(bytes: Int, of: Int)

  public var description: String {
    switch self {
    case .closed: "the other process closed its end"
    case .wrong(let number): "message \(number) arrived with other bytes than it was sent with"
    case .short(let bytes, let size): "only \(bytes) of a message's \(size) bytes came through"
    }
  }
}
