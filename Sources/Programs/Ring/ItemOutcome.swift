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
  /// The order of the looks makes it exact while everybody runs. A consumer announces the slot before it reads it, says
  /// which item it read, marks the cell, and only then takes all that back. So whoever sees the item gone from the slot,
  /// and after that no announcement that it could be meant by, and after that the cell unmarked, knows that nobody has it
  /// or will ever have it: each word of an item is written once, and what was overwritten does not come back.
  func fate(ofCell index: CellIndex, producer: Int) -> ItemOutcome {
    let word = cells(ofProducer: producer)[index]
    let cell = CellWord(raw: word.loadAcquire())
    if cell.sequence == 0 { return .unused }
    if cell.isTaken { return cell.isUncounted ? .uncounted : .taken }
    let item = ItemWord(producer: producer, cell: index, sequence: cell.sequence)
    // A cell from a scribbled region may name a slot that is not there.
    if layout.contains(cell.slot), isWhole(item, inSlot: cell.slot) { return .inRing }
    fullFence()
    for worker in workers where worker.taking.loadAcquire() == cell.slot.announcement {
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
    let cell = CellWord(raw: cell(of: item).loadAcquire())
    return cell.sequence == item.sequence ? cell.isTaken : cell.sequence > item.sequence
  }

  /// Whether a whole item stands in a slot that nobody has taken.
  func isUntaken(inSlot number: SlotIndex) -> Bool {
    let item = ItemWord(raw: slot(number)[0].loadAcquire())
    guard item.isPossible(in: layout), isWhole(item, inSlot: number) else { return false }
    let cell = CellWord(raw: cell(of: item).loadAcquire())
    return cell.sequence == item.sequence && !cell.isTaken && cell.slot == number
  }

  /// Whether every word of a slot is of this item.
  func isWhole(_ item: ItemWord, inSlot number: SlotIndex) -> Bool {
    let slot = slot(number)
    for word in 0..<layout.slotWords where slot[WordOffset(word)].loadAcquire() != item.raw { return false }
    return true
  }

  /// An item by its name, with a bit for whether it was taken; that bit is 0 in every name.
  public func stateWord(ofItem raw: UInt64) -> UInt64 {
    guard raw != 0 else { return 0 }
    let item = ItemWord(raw: raw)
    return item.name | (isTaken(item) ? 1 << UInt64(40) : 0)
  }
}
