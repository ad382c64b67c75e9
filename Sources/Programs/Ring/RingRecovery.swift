import Model
import SharedMemory

/// Resuming a ring: the ledger must balance, and no item may be missing unless the discipline can lose items. Under a
/// correct discipline the items must be contiguous, in order, and between `out` and `in`, except for what one
/// producer and one consumer can have left unfinished.
extension Region {
  func recoverRing(under discipline: Discipline) throws(RecoveryError) -> Int {
    for id in workerIDs {
      if let words = words(of: id) { try judgeCounts(of: id, words) }
    }
    let (items, lost) = try sortOut()
    guard lost == 0 || ownDiscipline?.isCorrect != true else {
      throw RecoveryError("\(lost) of its items are gone and were never taken, which cannot be under its discipline")
    }
    let ledger = audit()
    guard ledger.balances, ledger.inRing == items.count else {
      throw RecoveryError(
        "its ledger does not add up: produced \(ledger.produced), taken \(ledger.taken), lost \(ledger.lost), "
          + "in the ring \(ledger.inRing)")
    }
    try storeIndices(for: items, under: discipline)
    return items.count
  }

  /// Brings `in` and `out` to where new workers can begin.
  private func storeIndices(for items: [SlotIndex: ItemWord], under discipline: Discipline) throws(RecoveryError) {
    let (indices, slots) = (discipline.indices, layout.slotCount)
    // A broken discipline may have left its items anywhere.
    let row = discipline.isCorrect ? try row(of: items) : indices.areRunning ? try? row(of: items) : nil
    if let row {
      out.store(indices.reduced(UInt64(row.lowerBound), slots: slots))
      `in`.store(indices.reduced(UInt64(row.upperBound), slots: slots))
    } else if indices.areRunning && ownDiscipline?.indices != indices {
      out.store(indices.reduced(UInt64(wrapped(out.load()).rawValue), slots: slots))
      `in`.store(indices.reduced(out.load() &+ UInt64(items.count), slots: slots))
    } else {
      for index in [`in`, out] { index.store(indices.reduced(index.load(), slots: slots)) }
    }
  }

  /// Checks that no producer took, no consumer produced, and no count exceeds the sequence numbers.
  private func judgeCounts(of id: WorkerID, _ words: WorkerWords) throws(RecoveryError) {
    let takes = [words.taken, words.duplicated, words.torn, words.phantom].map { $0.load() }
    let puts = [words.sequence, words.burned, words.lost].map { $0.load() }
    let limit = ItemWord.lastSequence
    let isPossible =
      id.role == .producer
      ? takes.allSatisfy { $0 == 0 } && puts[0] <= limit && puts[1] <= puts[0] && puts[2] <= puts[0] - puts[1]
      : puts.allSatisfy { $0 == 0 } && takes.allSatisfy { $0 <= limit }
    guard isPossible else { throw RecoveryError("the counts of \(id) cannot be right") }
  }

  /// The item in each slot that stands there whole and that nobody has taken; all others are lost, and written off now
  /// that nobody can have them in hand any more.
  private func sortOut() throws(RecoveryError) -> (items: [SlotIndex: ItemWord], lost: Int) {
    var items: [SlotIndex: ItemWord] = [:]
    var lost = 0
    for producer in 1...RegionLayout.workersPerRole {
      guard let words = words(of: WorkerID(.producer, producer)) else { continue }
      let last = words.sequence.load()
      let cells = cells(ofProducer: producer)
      for number in 0..<layout.window {
        let index = CellIndex(number)
        let cell = CellWord(raw: cells[index].load())
        guard cell.sequence <= last else {
          throw RecoveryError("P\(producer) has a cell for an item that it never produced")
        }
        // A consumer that marked it without counting it has been settled.
        if cell.isUncounted { cells[index].store(cell.counted.raw) }
        if cell.sequence == 0 || cell.isTaken { continue }
        let item = ItemWord(producer: producer, cell: index, sequence: cell.sequence)
        if layout.contains(cell.slot), isWhole(item, inSlot: cell.slot) {
          items[cell.slot] = item
        } else {
          cells[index].store(cell.freed.raw)
          words.lost.add()
          lost += 1
        }
      }
    }
    return (items, lost)
  }

  /// Where the items lie, from the oldest on; the end may lie beyond the last slot, which is to be read as the first.
  private func row(of items: [SlotIndex: ItemWord]) throws(RecoveryError) -> Range<Int> {
    let count = layout.slotCount
    let isInside = `in`.load() < UInt64(count) && out.load() < UInt64(count)
    guard isInside || ownDiscipline?.indices.areRunning == true else {
      throw RecoveryError("`in` or `out` lies outside of the ring")
    }
    let (into, from) = (wrapped(`in`.load()).rawValue, wrapped(out.load()).rawValue)
    let start: Int
    switch items.count {
    // Without items, only the indices show where the row begins: the last take may not have advanced `out`.
    case 0: start = into
    case count: start = from
    default:
      let starts = items.keys.map(\.rawValue).filter { items[SlotIndex(($0 + count - 1) % count)] == nil }
      guard starts.count == 1 else { throw RecoveryError("its items do not lie in one row") }
      start = starts[0]
    }
    let row = start..<start + items.count
    let before = { (index: Int) in (index + count - 1) % count }
    // A producer may have written its slot without advancing `in`, and a consumer may have taken without advancing
    // `out`.
    guard [row.upperBound % count, before(row.upperBound)].contains(into), [start, before(start)].contains(from) else {
      throw RecoveryError("`in` (\(into)) and `out` (\(from)) do not agree with where its \(items.count) items lie")
    }
    var newest: [Int: UInt64] = [:]
    for place in row {
      let item = items[SlotIndex(place % count)]!
      guard newest[item.producer, default: 0] < item.sequence else {
        throw RecoveryError("the items of P\(item.producer) are not in the order in which they were produced")
      }
      newest[item.producer] = item.sequence
    }
    return row
  }
}
