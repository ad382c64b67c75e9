/// The data against which conditions are judged: the newest snapshot, and the measurements.
public struct Observation: Sendable, Hashable {
  public var snapshot: Snapshot
  /// The rows of the last comparison.
  public var measured: [ComparisonRow]

  public init(_ snapshot: Snapshot, measured: [ComparisonRow] = []) {
    self.snapshot = snapshot
    self.measured = measured
  }
}
