/// What conditions are judged by: the newest look at the experiment, and what was measured.
public struct Observation: Sendable, Hashable {
  public var snapshot: Snapshot
  /// The rows of the last comparison.
  public var measured: [ComparisonRow]

  public init(_ snapshot: Snapshot, measured: [ComparisonRow] = []) {
    self.snapshot = snapshot
    self.measured = measured
  }
}
