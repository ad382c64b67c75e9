import Model

/// A state key in 128 bits: as good as the whole key, since among a million states two different ones have the same
/// fingerprint with a probability below 10^-26.
public struct Fingerprint: Hashable, Sendable {
  var first: UInt64
  var second: UInt64
}

extension Experiment {
  /// The fingerprint of the present state. All workers must stand still.
  var fingerprint: Fingerprint {
    var sink = FingerprintSink()
    writeShared(to: &sink)
    for (id, member) in members.sorted(by: { $0.key < $1.key }) { write(id, member, to: &sink) }
    return sink.fingerprint
  }
}

/// Two independent hashes of the same words.
private struct FingerprintSink: StateSink {
  private var first: UInt64 = 0x9e37_79b9_7f4a_7c15
  private var second: UInt64 = 0x2545_f491_4f6c_dd1d

  var fingerprint: Fingerprint { Fingerprint(first: first, second: second) }

  mutating func append(_ word: UInt64) {
    first = Self.round(first ^ word, 0xa076_1d64_78bd_642f)
    second = Self.round(second ^ word.byteSwapped, 0xe703_7ed1_a0b4_28db)
  }

  /// One round as in wyhash: a multiplication to double width, folded.
  private static func round(_ value: UInt64, _ factor: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return (product.high ^ product.low) &+ 0x9e37_79b9_7f4a_7c15
  }
}
