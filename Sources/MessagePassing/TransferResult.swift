/// A process's report on its part of a transfer.
public struct TransferResult: Sendable, Hashable {
  /// One way: how many messages it sent or received, and how many system calls it made for that.
  public var messages: UInt64
  public var systemCalls: UInt64
  /// The moment when the sender began to send, or when the receiver had received the last message: CLOCK_MONOTONIC,
  /// in nanoseconds.
  public var moment: UInt64
  /// Of the round trips, in nanoseconds. Only the sender measures them.
  public var median: UInt64 = 0
  public var percentile99: UInt64 = 0

  @usableFromInline
  init(messages: UInt64, systemCalls: UInt64, moment: UInt64) {
    self.messages = messages
    self.systemCalls = systemCalls
    self.moment = moment
  }
}

extension TransferResult: LosslessStringConvertible {
  public var description: String { "\(messages) \(systemCalls) \(moment) \(median) \(percentile99)" }

  public init?(_ text: String) {
    let numbers = text.split(separator: " ").compactMap { UInt64($0) }
    guard numbers.count == 5 else { return nil }
    self.init(messages: numbers[0], systemCalls: numbers[1], moment: numbers[2])
    median = numbers[3]
    percentile99 = numbers[4]
  }
}

/// The smallest of the sorted values that this share of them does not exceed: the nearest rank. 0 if there are none.
public func percentile(_ share: Double, ofSorted values: some RandomAccessCollection<UInt32>) -> UInt64 {
  let rank = max(1, Int((share * Double(values.count)).rounded(.up)))
  guard rank <= values.count else { return 0 }
  return UInt64(values[values.index(values.startIndex, offsetBy: rank - 1)])
}
