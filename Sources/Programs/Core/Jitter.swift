/// How a pause differs from the tempo's: from half to one and a half of it, so that processes drift against each other
/// and still keep the tempo on average. The same seed gives the same row of pauses.
public struct Jitter {
  private var state: UInt64

  public init(seed: UInt64) {
    // Seeds that differ little are to give rows that differ much; and zero would stay zero for ever.
    state = (seed &+ 1) &* 0x9e37_79b9_7f4a_7c15 | 1
  }

  /// The next pause, as a share of the tempo's.
  public mutating func next() -> Double {
    // xorshift64 (Marsaglia 2003): a few bits of variety is all that is wanted.
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return 0.5 + Double(state >> 11) / Double(1 << 53)
  }
}
