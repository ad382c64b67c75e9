import Model
import Programs
import SharedMemory

extension Experiment {
  /// What a move led to, in one number: all that processes share, who is alive, and where each stands.
  func digest() -> Int {
    var digest = Digest()
    digest.combine(region.in.load())
    digest.combine(region.out.load())
    digest.combine(region.count.load())
    digest.combine(region.counter.load())
    digest.combine(region.message.version.load())
    for view in region.synchronizers() { digest.combine(UInt64(bitPattern: Int64(view.value))) }
    for word in 0..<min(region.layout.slotCount * region.layout.slotWords, 16_384) {
      combine(item: region.slots[word].load(), into: &digest)
    }
    for (id, member) in members { digest.combineUnordered(self.digest(of: id, member)) }
    return digest.value
  }

  private func digest(of id: WorkerID, _ member: Member) -> Digest {
    var digest = Digest()
    digest.combine(UInt64(id.record) << 2 | (member.isDead ? 2 : 0) | (member.isLeaving ? 1 : 0))
    let words = region.workers[id.record]
    let shown = words.registers.load()
    digest.combine(UInt64(words.state.load()) << 32 | UInt64(words.operation.load()))
    digest.combine(UInt64(shown))
    digest.combine(words.sequence.load())
    digest.combine(words.taken.load())
    digest.combine(words.duplicated.load())
    digest.combine(words.torn.load())
    digest.combine(words.phantom.load())
    // A register that is not on show holds what was there before.
    if shown & RegionValue.showsIndex != 0 { digest.combine(words.index.load()) }
    if shown & RegionValue.showsItem != 0 { combine(item: words.item.load(), into: &digest) }
    return digest
  }

  /// An item without its tally cell, which is another one each time.
  private func combine(item raw: UInt64, into digest: inout Digest) {
    let item = ItemWord(raw: raw)
    digest.combine(UInt64(item.producer) << 40 ^ item.sequence)
  }
}

/// A hash of words for states that this process itself made: it is taken at each step, and nobody would forge one.
private struct Digest {
  private var hash: UInt64 = 0x9e37_79b9_7f4a_7c15

  var value: Int { Int(truncatingIfNeeded: hash) }

  /// One round of multiplying to twice the width and folding, as wyhash does.
  mutating func combine(_ word: UInt64) {
    let product = (hash ^ word).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
    hash = (product.high ^ product.low) &+ 0xe703_7ed1_a0b4_28db
  }

  /// Another digest, whatever the order in which such are combined.
  mutating func combineUnordered(_ other: Digest) { hash &+= other.hash }
}
