import Model
import SharedMemory

/// The ledger's reader: what became of everything, counted from the region alone.
extension Region {
  /// Counts the ledger. Exact whenever no worker is in the middle of an operation; while they run, an item on its way
  /// from one count to the other may be missing from both.
  public func audit() -> LedgerCounts {
    var counts = LedgerCounts()
    for (index, worker) in workers.enumerated() {
      counts.taken &+= worker.taken.load()
      counts.duplicated &+= worker.duplicated.load()
      counts.torn &+= worker.torn.load()
      counts.phantom &+= worker.phantom.load()
      let id = WorkerID(record: index)
      if id.role == .producer { auditProducer(id.number, into: &counts) }
    }
    return counts
  }

  private func auditProducer(_ producer: Int, into counts: inout LedgerCounts) {
    let words = workers[WorkerID(.producer, producer).record]
    let last = words.sequence.observe()
    counts.produced &+= last &- words.burned.load()
    counts.lost &+= words.lost.load()
    guard last > 0 else { return }
    let cells = cells(ofProducer: producer - 1)
    for index in 0..<layout.window {
      let cell = CellWord(raw: cells[index].load())
      // A later sequence number is the item that is being put into the ring right now.
      if cell.isTaken || cell.sequence == 0 || cell.sequence > last { continue }
      switch fate(ofCell: index, producer: producer) {
      case .inRing: counts.inRing &+= 1
      // Overwritten is lost, also while a consumer that had begun to take it may still come to have it whole.
      case .lost, .inHand: counts.lost &+= 1
      case .unused, .taken: break
      }
    }
  }

  /// Enters what a worker that died left half done, so that the ledger's law goes on to hold. Call it after the process
  /// is gone, and before another takes its name.
  public func settleDeath(of id: WorkerID) {
    let words = workers[id.record]
    settleClaim(of: id, words)
    if id.role == .producer { settleItem(of: id.number, words) }
    words.letGo()
  }

  /// It may have marked a cell, as taken or as lost, without having counted that.
  private func settleClaim(of id: WorkerID, _ words: WorkerWords) {
    let item = ItemWord(raw: words.claim.observe())
    let count = id.role == .producer ? words.lost : words.taken
    let marker = id.role == .producer ? 0 : id.number
    words.claim.publish(0)
    guard item.isPossible(in: layout), count.load() == words.claimCount.load() else { return }
    let cell = CellWord(raw: cells(ofProducer: item.producer - 1)[item.cell].observe())
    if cell.sequence == item.sequence && cell.isTaken && cell.taker == marker { count.add() }
  }

  /// A producer may have written its last item wholly without having counted it. If not, the item's number is burned:
  /// it was never produced, and its successor will not use it again.
  private func settleItem(of producer: Int, _ words: WorkerWords) {
    let item = ItemWord(raw: words.item.load())
    guard item.isPossible(in: layout), item.producer == producer, item.sequence == words.sequence.load() &+ 1 else {
      return
    }
    let word = cells(ofProducer: producer - 1)[item.cell]
    let cell = CellWord(raw: word.observe())
    guard cell.sequence == item.sequence else { return }
    let isWritten = cell.isTaken || (cell.slot < layout.slotCount && isWhole(item, inSlot: cell.slot))
    // Should a consumer mark the cell at this very moment, it has read the item, so it was written.
    if !isWritten && word.replace(cell.raw, by: cell.freed.raw) { words.burned.add() }
    words.sequence.publish(item.sequence)
  }

  /// Empties ring and ledger: what a new region shows. No worker may be anywhere but at rest.
  public func clear() throws(SystemError) {
    // Whoever goes on with a file in which this stands empties it once more.
    clearing.publish(1)
    `in`.store(0)
    out.store(0)
    for word in 0..<layout.slotCount * layout.slotWords { slots[word].store(0) }
    for slot in 0..<layout.slotCount { overwrite(slot).store(0) }
    for index in 0..<RegionLayout.workersPerRole {
      let cells = cells(ofProducer: index)
      for cell in 0..<layout.window { cells[cell].store(0) }
    }
    for worker in workers { worker.clearCounts() }
    control.ticket.store(0)
    try initializeSynchronization(items: 0)
    clearing.publish(0)
  }

  /// Makes the synchronization what it is around a ring of so many items that nobody works on.
  public func initializeSynchronization(items: Int) throws(SystemError) {
    try empty.initialize(UInt32(layout.slotCount - items))
    try full.initialize(UInt32(items))
    try mutex.initialize(1)
  }
}

extension WorkerWords {
  fileprivate func clearCounts() {
    for word in [
      sequence, burned, lost, taken, duplicated, torn, phantom, taking, claim, claimCount, holding, eventCount,
      incidentCount,
    ] { word.store(0) }
    granted.store(passed.load())
  }
}
