import Glibc
import Model
import SharedMemory

/// The operations on indices and slots.
extension Worker {
  /// `item = produce()`
  @inline(__always)
  mutating func beginItem() throws(Interruption) {
    if keepsLedger { try findCell() }
    item = cells.item(sequence: words.sequence.load() &+ 1)
    if isGated {
      words.item.store(item.raw)
      words.registers.store(RegionValue.showsItem)
    }
  }

  @inline(__always)
  func beginTake() {
    if isGated { words.registers.store(0) }
  }

  /// `i = in` or `o = out`: copies a shared index into a private register.
  @inline(__always)
  mutating func load(_ index: Word64, at operation: Int) throws(Interruption) -> UInt64 {
    try gate(operation)
    let value = index.load()
    if isGated {
      words.index.store(value)
      words.registers.store(words.registers.load() | RegionValue.showsIndex)
    }
    return value
  }

  /// `in = (i + 1) % n` or `out = (o + 1) % n`.
  @inline(__always)
  mutating func storeNext(_ index: Word64, after value: UInt64, at operation: Int) throws(Interruption) {
    try gate(operation)
    let next = value &+ 1
    index.store(next < slotCount ? next : next % slotCount)
  }

  /// `slot[i] = item`, one operation for each word. An index from a damaged region is brought into range.
  @inline(__always)
  mutating func put(into index: UInt64, at operation: Int) throws(Interruption) {
    try gate(operation)
    let number = region.wrapped(index)
    let slot = region.slot(number)
    if keepsLedger {
      if isWatching { noteOverwriting(of: number) }
      cells.open(item, slot: number)
    } else if How.carriesMessages {
      slot.address.copyMemory(from: payload, byteCount: slotWords &* 8)
      return words.sequence.storeRelease(item.sequence)
    }
    slot[0].storeRelease(item.raw)
    var word: WordOffset = 1
    while word.rawValue < slotWords {
      try gate(operation, word: word)
      let end = run(from: word)
      while word < end {
        slot[word].store(item.raw)
        word = word.advanced(by: 1)
      }
    }
    words.sequence.storeRelease(item.sequence)
  }

  /// `item = slot[o]`, one operation for each word; the last one records the take in the ledger.
  @inline(__always)
  mutating func take(from index: UInt64, at operation: Int) throws(Interruption) {
    try gate(operation)
    let number = region.wrapped(index)
    let slot = region.slot(number)
    // From here to the end of the take, no producer may count the item as lost: see ItemOutcome.
    if keepsLedger {
      let announced = number.announcement
      // A correct discipline keeps producers away until the take is over; its own calls order this store.
      if isWatching {
        words.taking.storeSequentiallyConsistent(announced)
      } else {
        words.taking.storeRelease(announced)
      }
    } else if How.carriesMessages {
      payload.copyMemory(from: slot.address, byteCount: slotWords &* 8)
      return words.taken.add()
    }
    let first = slot[0].loadAcquire()
    if keepsLedger { words.holding.storeRelease(first) }
    scratch[0] = first
    var other = first
    var word: WordOffset = 1
    while word.rawValue < slotWords {
      try gate(operation, word: word)
      let end = run(from: word)
      while word < end {
        let value = slot[word].load()
        scratch[word.rawValue] = value
        if value != first {
          other = value
          // No other process sees the copy, but it already decides the result.
          if keepsLedger { words.copied.store(ItemWord(raw: value).name) }
        }
        word = word.advanced(by: 1)
      }
    }
    guard keepsLedger else { return moved(ItemWord(raw: first)) }
    enter(ItemWord(raw: first), other: ItemWord(raw: other), from: number)
    words.clearHoldings()
  }

  /// Counts a take of which nothing else is recorded.
  @inline(__always)
  private mutating func moved(_ item: ItemWord) {
    if isGated {
      self.item = item
      words.item.store(item.raw)
      words.registers.store(RegionValue.showsIndex | RegionValue.showsItem)
    }
    words.taken.add()
  }

  /// The end of the words of a wide item to copy before the next check of the gate: one word while somebody observes,
  /// a cache line or two at full speed.
  @inline(__always)
  private func run(from word: WordOffset) -> WordOffset {
    isGated && control.attention.load() != 0 ? word.advanced(by: 1) : min(word.advanced(by: 16), WordOffset(slotWords))
  }
}
