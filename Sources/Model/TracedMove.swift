/// A move that was made, with the state of the memory right before and right after it.
public struct TracedMove: Sendable {
  /// Counted from 1.
  public var number: Int
  public var move: Move
  public var before: Snapshot
  public var after: Snapshot
  /// Whether it is a preemption: a step of another process than the one before, which could go on.
  public var isPreemption = false

  public init(_ number: Int, _ move: Move, before: Snapshot, after: Snapshot) {
    (self.number, self.move, self.before, self.after) = (number, move, before, after)
  }
}
