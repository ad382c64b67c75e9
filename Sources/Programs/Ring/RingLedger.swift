import Model
import SharedMemory

/// The ledger of the bounded buffer.
extension Region {
  func auditRing() -> LedgerCounts {
    var counts = LedgerCounts()
    for worker in workers {
      counts.taken &+= worker.taken.load()
      counts.duplicated &+= worker.duplicated.load()
      counts.torn &+= worker.torn.load()
      counts.phantom &+= worker.phantom.load()
    }
    guard control.ledger.load() != 0 else {
      counts.produced = workers.reduce(0) { $0 &+ $1.sequence.load() }
      return counts
    }
    for number in 1...RegionLayout.workersPerRole { auditProducer(number, into: &counts) }
    return counts
  }

  private func auditProducer(_ producer: Int, into counts: inout LedgerCounts) {
    guard let words = words(of: WorkerID(.producer, producer)) else { return }
    let last = words.sequence.loadAcquire()
    counts.produced &+= last &- words.burned.load()
    counts.lost &+= words.lost.load()
    guard last > 0 else { return }
    let cells = cells(ofProducer: producer)
    for number in 0..<layout.window {
      let index = CellIndex(number)
      let cell = CellWord(raw: cells[index].load())
      // A later sequence number belongs to the item that is being written right now.
      if cell.isTaken || cell.sequence == 0 || cell.sequence > last { continue }
      switch fate(ofCell: index, producer: producer) {
      case .inRing: counts.inRing &+= 1
      // An overwritten item is lost, even if a consumer that had begun to take it may still get all of it.
      case .lost, .inHand: counts.lost &+= 1
      case .unused, .taken, .uncounted: break
      }
    }
  }

  /// It may have marked a cell as taken or lost without counting that.
  func settleClaim(of id: WorkerID, _ words: WorkerWords) {
    let item = ItemWord(raw: words.claim.loadAcquire())
    let count = id.role == .producer ? words.lost : words.taken
    let marker = id.role == .producer ? 0 : id.number
    // Last, so that if this process is killed meanwhile, a repetition comes to the same result.
    defer { words.claim.storeRelease(0) }
    guard item.isPossible(in: layout) else { return }
    let word = cell(of: item)
    let cell = CellWord(raw: word.loadAcquire())
    guard cell.sequence == item.sequence, cell.isTaken, cell.taker == marker else { return }
    if count.load() == words.claimCount.load() { count.add() }
    if cell.isUncounted { word.storeRelease(cell.counted.raw) }
  }

  /// A producer may have written its last item completely without counting it. Otherwise the item's number is burned:
  /// the item was never produced, and the producer's successor does not reuse the number.
  func settleItem(of producer: Int, _ words: WorkerWords) {
    let item = ItemWord(raw: words.item.load())
    guard item.isPossible(in: layout), item.producer == producer, item.sequence == words.sequence.load() &+ 1 else {
      return
    }
    let word = cell(of: item)
    let cell = CellWord(raw: word.loadAcquire())
    guard cell.sequence == item.sequence else { return }
    let isWritten = cell.isTaken || (layout.contains(cell.slot) && isWhole(item, inSlot: cell.slot))
    // Should a consumer mark the cell at this very moment, it has read the item, so it was written.
    if !isWritten && word.replace(cell.raw, by: cell.freed.raw) { words.burned.add() }
    words.sequence.storeRelease(item.sequence)
  }
}
