import SharedMemory

/// The outcome of an item.
enum ItemOutcome {
  /// The cell has no item.
  case unused
  case taken
  /// A consumer took it but has not counted that yet.
  case uncounted
  /// It is in its slot, whole.
  case inRing
  /// It is no longer in its slot; a consumer that is taking from that slot may have it.
  case inHand
  /// It is no longer in its slot, and nobody can get it any more.
  case lost
}

extension Region {
  /// The outcome of a cell's item, which must have been written completely.
  ///
  /// The order of the checks makes it exact while everybody runs. A consumer announces the slot before it reads it,
  /// publishes the item that it read, marks the cell, and only then clears both words. So if this function first sees
  /// the item gone from the slot, then no announcement that could be for it, and then the cell unmarked, nobody has
  /// the item or will ever have it: each word of an item is written once, and an overwritten word does not return.
  func fate(ofCell index: Int, producer: Int) -> ItemOutcome {
    let word = cells(ofProducer: producer - 1)[index]
    let cell = CellWord(raw: word.loadAcquire())
    if cell.sequence == 0 { return .unused }
    if cell.isTaken { return cell.isUncounted ? .uncounted : .taken }
    let item = ItemWord(producer: producer, cell: index, sequence: cell.sequence)
    // A cell in a damaged region may name a slot that does not exist.
    if cell.slot < layout.slotCount, isWhole(item, inSlot: cell.slot) { return .inRing }
    fullFence()
    let announcement = UInt64(cell.slot) + 1
    for worker in workers where worker.taking.loadAcquire() == announcement {
      let holding = worker.holding.loadAcquire()
      // Either it has not read anything yet and may read this item in the next moment; or it has read it.
      if holding == 0 || holding == item.raw { return .inHand }
    }
    let now = CellWord(raw: word.loadAcquire())
    if now.isTaken { return now.isUncounted ? .uncounted : .taken }
    return .lost
  }

  /// Whether an item was taken. A cell is reused for a later item only after its item was taken.
  public func isTaken(_ item: ItemWord) -> Bool {
    guard item.isPossible(in: layout) else { return false }
    let cell = CellWord(raw: cells(ofProducer: item.producer - 1)[item.cell].loadAcquire())
    return cell.sequence == item.sequence ? cell.isTaken : cell.sequence > item.sequence
  }

  /// Whether a slot holds a whole item that nobody has taken.
  func isUntaken(inSlot number: Int) -> Bool {
    let item = ItemWord(raw: slot(number).loadAcquire())
    guard item.isPossible(in: layout), isWhole(item, inSlot: number) else { return false }
    let cell = CellWord(raw: cells(ofProducer: item.producer - 1)[item.cell].loadAcquire())
    return cell.sequence == item.sequence && !cell.isTaken && cell.slot == number
  }

  /// Whether every word of a slot belongs to this item.
  func isWhole(_ item: ItemWord, inSlot number: Int) -> Bool {
    let slot = slot(number)
    for word in 0..<layout.slotWords where slot[word].loadAcquire() != item.raw { return false }
    return true
  }

  /// An item by its name, with a bit for whether it was taken; that bit is 0 in every name.
  public func stateWord(ofItem raw: UInt64) -> UInt64 {
    guard raw != 0 else { return 0 }
    let item = ItemWord(raw: raw)
    return item.name | (isTaken(item) ? 1 << UInt64(40) : 0)
  }
}
