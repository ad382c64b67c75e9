import Model
import SharedMemory

/// The ledger's reader: what became of everything, counted from the region alone.
extension Region {
  /// Counts the ledger. Exact whenever no worker is in the middle of an operation; while they run, an item on its way
  /// from one count to the other may be missing from both.
  public func audit() -> LedgerCounts {
    switch discipline.program {
    case .ring: auditRing()
    case .counter: auditCounter()
    case .message: auditMessage()
    }
  }

  private func auditRing() -> LedgerCounts {
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

  /// Every addition is in the counter, or lost; what is in the counter and was added by nobody is a phantom.
  private func auditCounter() -> LedgerCounts {
    let additions = workers.reduce(0) { $0 &+ $1.sequence.load() }
    let value = counter.load()
    return LedgerCounts(
      produced: additions, taken: min(value, additions), phantom: value > additions ? value - additions : 0,
      lost: additions > value ? additions - value : 0)
  }

  /// A message may be read as often as anyone likes, but never half of one and half of another.
  private func auditMessage() -> LedgerCounts {
    var counts = LedgerCounts()
    for worker in workers {
      counts.produced &+= worker.sequence.load()
      counts.taken &+= worker.taken.load()
      counts.torn &+= worker.torn.load()
    }
    return counts
  }

  private func auditProducer(_ producer: Int, into counts: inout LedgerCounts) {
    let words = workers[WorkerID(.producer, producer).record]
    let last = words.sequence.loadAcquire()
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
      case .unused, .taken, .uncounted: break
      }
    }
  }

  /// Enters what a worker that died left half done, so that the ledger's law goes on to hold. Call it after the process
  /// is gone, and before another takes its name.
  public func settleDeath(of id: WorkerID) {
    let words = workers[id.record]
    switch id.role {
    case .producer:
      settleClaim(of: id, words)
      settleItem(of: id.number, words)
    case .consumer: settleClaim(of: id, words)
    case .adder: settleAddition(words)
    case .writer, .reader: break
    }
    words.clearHoldings()
    words.copied.store(0)
  }

  /// It may have marked a cell, as taken or as lost, without having counted that.
  private func settleClaim(of id: WorkerID, _ words: WorkerWords) {
    let item = ItemWord(raw: words.claim.loadAcquire())
    let count = id.role == .producer ? words.lost : words.taken
    let marker = id.role == .producer ? 0 : id.number
    // Last, so that whoever settles this anew, because we were killed meanwhile, comes to the same.
    defer { words.claim.storeRelease(0) }
    guard item.isPossible(in: layout) else { return }
    let word = cells(ofProducer: item.producer - 1)[item.cell]
    let cell = CellWord(raw: word.loadAcquire())
    guard cell.sequence == item.sequence, cell.isTaken, cell.taker == marker else { return }
    if count.load() == words.claimCount.load() { count.add() }
    if cell.isUncounted { word.storeRelease(cell.counted.raw) }
  }

  /// It may have stored its sum without having counted that. Where a lock kept the others out, the counter still shows it.
  private func settleAddition(_ words: WorkerWords) {
    let sum = words.claim.loadAcquire()
    words.claim.storeRelease(0)
    let additions = workers.reduce(0) { $0 &+ $1.sequence.load() }
    if sum != 0, counter.load() == sum, additions < sum { words.sequence.add() }
  }

  /// A producer may have written its last item wholly without having counted it. If not, the item's number is burned:
  /// it was never produced, and its successor will not use it again.
  private func settleItem(of producer: Int, _ words: WorkerWords) {
    let item = ItemWord(raw: words.item.load())
    guard item.isPossible(in: layout), item.producer == producer, item.sequence == words.sequence.load() &+ 1 else {
      return
    }
    let word = cells(ofProducer: producer - 1)[item.cell]
    let cell = CellWord(raw: word.loadAcquire())
    guard cell.sequence == item.sequence else { return }
    let isWritten = cell.isTaken || (cell.slot < layout.slotCount && isWhole(item, inSlot: cell.slot))
    // Should a consumer mark the cell at this very moment, it has read the item, so it was written.
    if !isWritten && word.replace(cell.raw, by: cell.freed.raw) { words.burned.add() }
    words.sequence.storeRelease(item.sequence)
  }

  /// Empties ring and ledger: what a new region shows. No worker may be anywhere but at rest.
  public func clear(for discipline: Discipline) throws(SystemError) {
    // Whoever goes on with a file in which this stands empties it once more.
    clearing.storeRelease(1)
    `in`.store(0)
    out.store(0)
    counter.store(0)
    for word in 0..<layout.slotCount * layout.slotWords { slots[word].store(0) }
    for slot in 0..<layout.slotCount { overwrite(slot).store(0) }
    for index in 0..<RegionLayout.workersPerRole {
      let cells = cells(ofProducer: index)
      for cell in 0..<layout.window { cells[cell].store(0) }
    }
    for worker in workers { worker.clearCounts() }
    message.version.store(0)
    for word in 0..<MessageWords.words { message.text[word].store(0) }
    for reader in 1...RegionLayout.workersPerRole {
      for word in 0..<MessageWords.words { message.heard(by: reader)[word].store(0) }
    }
    control.ticket.store(0)
    try initializeSynchronization(for: discipline, items: 0)
    clearing.storeRelease(0)
  }

  /// Makes everything that processes wait by anew, for a ring with so many items in it. Nobody may be using it.
  public func initializeSynchronization(for discipline: Discipline, items: Int) throws(SystemError) {
    lock.store(0)
    count.store(UInt64(items))
    for synchronizer in discipline.synchronizers {
      switch (synchronizer.kind, synchronizer.variable) {
      case (.semaphore(let isShared), let variable):
        try semaphore(variable)?.initialize(UInt32(start(of: variable, items)), isShared: isShared)
      case (.systemVSemaphore, let variable):
        try systemVSemaphore(variable)?.setValue(start(of: variable, items))
      case (.mutex(let isShared, let isRobust), _):
        try pthreadMutex.initialize(isShared: isShared, isRobust: isRobust)
      case (.condition, .notFull): try notFull.initialize()
      case (.condition, _): try notEmpty.initialize()
      case (.spinlock, _), (.count, _): break
      }
    }
  }

  /// What a semaphore counts while that many items are in the ring.
  private func start(of variable: SharedVariable, _ items: Int) -> Int {
    switch variable {
    case .empty: layout.slotCount - items
    case .full: items
    default: 1
    }
  }

  /// What the writer of the program *message* is to write, at most `MessageView.longest` bytes of UTF-8.
  public func setMessage(_ string: String) {
    let text = Text(string)
    for word in 0..<MessageWords.words { message.source[word].store(text.words[word]) }
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
