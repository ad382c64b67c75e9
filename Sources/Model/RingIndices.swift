/// How the indices of the ring, `in` and `out`, count.
public enum RingIndices: Sendable, Hashable {
  /// From 0 to the last slot, and then from 0 again.
  case slots
  /// Ever upward, in a word of this many bits, at most 64. The slot is the index modulo the number of slots.
  case running(bits: Int)

  public var areRunning: Bool { self != .slots }

  /// The value that such an index can hold for a number, in a ring with this many slots.
  public func reduced(_ index: UInt64, slots: Int) -> UInt64 {
    switch self {
    case .slots: slots > 0 ? index % UInt64(slots) : index
    case .running(let bits): bits < 64 ? index & (1 << UInt64(bits) - 1) : index
    }
  }

  /// The index that follows this one.
  public func next(after index: UInt64, slots: Int) -> UInt64 { reduced(index &+ 1, slots: slots) }

  /// How many slots lie between two running indices; nil if the indices alone cannot tell.
  public func distance(from out: UInt64, to in: UInt64) -> Int? {
    areRunning ? Int(clamping: reduced(`in` &- out, slots: 0)) : nil
  }
}
