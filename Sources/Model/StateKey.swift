/// Everything that decides what a system of processes can do next, as words in a fixed order. Two states with the
/// same key behave alike, whatever moves led to them.
public struct StateKey: Hashable, Sendable {
  public private(set) var words: [UInt64] = []

  public init() {}

  public mutating func append(_ word: UInt64) { words.append(word) }
}
