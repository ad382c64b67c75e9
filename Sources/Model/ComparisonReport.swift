/// The result of a comparison.
public struct ComparisonReport: Sendable, Hashable {
  /// The processors to which the two processes were pinned: one for both, or the sender's and the receiver's; empty
  /// for any.
  public var processors: [Int]
  /// The time that each row took, in seconds.
  public var seconds: Double
  /// A row for each transport and size, in order of size.
  public var rows: [ComparisonRow]

  public init(processors: [Int], seconds: Double, rows: [ComparisonRow] = []) {
    self.processors = processors
    self.seconds = seconds
    self.rows = rows
  }

  /// The processor that both processes shared; nil if they did not share one.
  public var processor: Int? { processors.count == 1 ? processors[0] : nil }
}
