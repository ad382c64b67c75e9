/// The data against which conditions are judged: the newest snapshot, the measurements, and the last search.
public struct Observation: Sendable, Hashable {
  public var snapshot: Snapshot
  /// The rows of the last comparison.
  public var measured: [ComparisonRow]
  /// The result of the last search.
  public var explored: ExplorationResult?

  public init(_ snapshot: Snapshot, measured: [ComparisonRow] = [], explored: ExplorationResult? = nil) {
    self.snapshot = snapshot
    self.measured = measured
    self.explored = explored
  }
}
