/// The order in which one run shows the choices of a question.
///
/// An ``Answer`` always names a choice by its index in the file, so that it means the same in every run.
public struct ChoiceOrder: Sendable, Hashable {
  /// For each index on the screen, the choice's index in the file. Both count from 0.
  public let inFile: [Int]

  /// - Parameters:
  ///   - count: how many choices there are.
  ///   - seed: decides the order of a run. Nil keeps the file's order.
  ///   - step: the question's step in the lesson, from 0.
  ///   - ordinal: the question's index among those of its step, from 0.
  public init(count: Int, seed: UInt64?, step: Int, ordinal: Int) {
    var order = Array(0..<max(0, count))
    if let seed {
      // The standard library's shuffle may change between versions, and a later Ringside may resume a lesson.
      var random = SplitMix(state: seed ^ UInt64(truncatingIfNeeded: step &* 1_000_003 &+ ordinal))
      for place in order.indices.reversed() where place > 0 {
        order.swapAt(place, Int(random.next() % UInt64(place + 1)))
      }
    }
    inFile = order
  }

  /// The index of a choice on the screen, from 0; nil if there is no such choice.
  public func place(ofChoice index: Int) -> Int? { inFile.firstIndex(of: index) }

  /// The choice at an index on the screen, both from 0; nil if there is none.
  public func choice(at place: Int) -> Int? { inFile.indices.contains(place) ? inFile[place] : nil }
}

/// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
