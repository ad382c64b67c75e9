import CRegion

/// A set of processors: cpu_set_t, CPU_SET(3).
public struct ProcessorSet: Sendable, Hashable {
  /// A bit for each processor, 64 to a word.
  let words: [UInt64]

  init(_ words: [UInt64]) { self.words = words }

  /// A single processor, by its number; nil if it is too large for a set.
  public init?(only processor: Int) {
    var words = [UInt64](repeating: 0, count: Int(SYSTEM_PROCESSOR_WORDS))
    guard (0..<words.count * 64).contains(processor) else { return nil }
    words[processor / 64] = 1 << UInt64(processor % 64)
    self.words = words
  }

  /// The lowest number in it; nil if it is empty.
  public var lowest: Int? {
    words.firstIndex { $0 != 0 }.map { $0 * 64 + words[$0].trailingZeroBitCount }
  }

  /// The numbers in it, in order.
  public var numbers: [Int] {
    words.indices.flatMap { word in (0..<64).filter { words[word] >> UInt64($0) & 1 == 1 }.map { word * 64 + $0 } }
  }
}
