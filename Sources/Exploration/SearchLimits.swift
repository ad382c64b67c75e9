import Model

/// How far a search goes.
public struct SearchLimits: Sendable, Hashable {
  /// The faults that count; every fault if it is nil.
  public var wanted: Set<Fault>?
  /// The most preemptions in a schedule; nil for any number.
  public var preemptions: Int?
  /// The most states that are remembered.
  public var states: Int
  /// The most moves that are made once something was found.
  public var movesAfterFinding: Int

  public init(
    wanted: Set<Fault>? = nil, preemptions: Int? = nil, states: Int = standardStates,
    movesAfterFinding: Int = standardMovesAfterFinding
  ) {
    self.wanted = wanted
    self.preemptions = preemptions
    self.states = states
    self.movesAfterFinding = movesAfterFinding
  }

  public static let standardStates = 1_000_000
  public static let standardMovesAfterFinding = 800_000

  /// Which of these faults count.
  public func counted(_ faults: Set<Fault>) -> Set<Fault> { wanted.map { faults.intersection($0) } ?? faults }
}
