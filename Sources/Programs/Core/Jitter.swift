/// The random factor on the tempo's pause: between a half and one and a half, so that processes drift against each
/// other and still keep the tempo on average. The same seed gives the same sequence.
public struct Jitter {
  private var state: UInt64

  public init(seed: UInt64) {
    // Similar seeds must give different sequences, and a state of zero would stay zero for ever.
    state = (seed &+ 1) &* 0x9e37_79b9_7f4a_7c15 | 1
  }

  /// The next pause, as a factor on the tempo's pause.
  public mutating func next() -> Double {
    // xorshift64 (Marsaglia 2003): a few random bits are enough here.
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return 0.5 + Double(state >> 11) / Double(1 << 53)
  }
}
