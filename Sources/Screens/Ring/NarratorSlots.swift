import Grid
import Model

// Which slots the indices of the ring mean.

extension Narrator {
  /// The number of the slot that an index means; the index itself if it means none.
  func place(_ index: UInt64) -> String { now.slot(named: index).map { grouped($0) } ?? String(index) }

  /// What happens where an index begins again at 0 and slots are skipped, as the end of a sentence; nil where none are.
  func leap(from old: UInt64, to new: UInt64) -> String? {
    guard case .running(let bits) = now.discipline.indices, new < old, let last = now.slot(named: old),
      let first = now.slot(named: new), first != (last + 1) % now.slots.count
    else { return nil }
    return "it has only \(bits) bits. Slot \(grouped(first)) comes after slot \(grouped(last)), and slots are skipped"
  }
}
