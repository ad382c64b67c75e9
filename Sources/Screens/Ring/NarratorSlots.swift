import Grid
import Model

// The slots to which the indices of the ring refer.

extension Narrator {
  /// The number of the slot to which an index refers; the index itself if it refers to none.
  func place(_ index: UInt64) -> String { now.slot(named: index).map { grouped($0) } ?? String(index) }

  /// The skipped slots when an index wraps to 0, as the end of a sentence; nil if none are skipped.
  func leap(from old: UInt64, to new: UInt64) -> String? {
    guard case .running(let bits) = now.discipline.indices, new < old, let last = now.slot(named: old),
      let first = now.slot(named: new), first != (last + 1) % now.slots.count
    else { return nil }
    return "it has only \(bits) bits. Slot \(grouped(first)) comes after slot \(grouped(last)), and slots are skipped"
  }
}
