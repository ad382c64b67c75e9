import Model
import SharedMemory

/// Recording a worker's actions in the ledger. All of these functions are `mutating`, though most of them write only
/// to the region: a borrowed worker would be copied for the calls that are not inlined.
extension Worker {
  /// Records a take: the first of an item, a duplicate, torn, or a phantom.
  @inline(__always)
  mutating func enter(_ item: ItemWord, other: ItemWord, from slot: SlotIndex) {
    self.item = item
    words.item.store(item.raw)
    words.registers.store(RegionValue.showsIndex | RegionValue.showsItem)
    guard item == other else { return enterTorn(item, other, from: slot) }
    guard item.isPossible(in: region.layout) else { return enterPhantom(item, from: slot) }
    let cell = region.cell(of: item)
    var found = CellWord(raw: cell.loadAcquire())
    if found.sequence == item.sequence && !found.isTaken {
      if mark(cell, found) { return }
      // Another consumer was faster.
      found = CellWord(raw: cell.loadAcquire())
    }
    // A cell is reused for a later item only after this item was taken.
    guard found.sequence >= item.sequence else { return enterPhantom(item, from: slot) }
    words.duplicated.add()
    note(.duplicated, slot: slot, item: item, other: item)
  }

  /// Marks an item that nobody has taken yet. If this process is killed between the mark and the count, the
  /// laboratory needs two things. The claim is set only while mark and count may differ. The cell says that its taker
  /// has not counted it, and therefore the producer does not reuse it.
  @inline(__always)
  private mutating func mark(_ cell: Word64, _ found: CellWord) -> Bool {
    words.claimCount.store(words.taken.load())
    words.claim.storeRelease(item.raw)
    let marked = found.marked(by: id.number).raw
    // A correct discipline lets nobody else in until the take is over.
    let isFirst = !isWatching || cell.replace(found.raw, by: marked)
    if !isWatching { cell.storeRelease(marked) }
    if isFirst {
      words.taken.add()
      cell.storeRelease(found.taken(by: id.number).raw)
    }
    words.claim.storeRelease(0)
    return isFirst
  }

  @inline(never)
  private mutating func enterTorn(_ item: ItemWord, _ other: ItemWord, from slot: SlotIndex) {
    words.copied.store(0)
    words.torn.add()
    note(.torn, slot: slot, item: item, other: other)
  }

  @inline(never)
  private mutating func enterPhantom(_ item: ItemWord, from slot: SlotIndex) {
    words.phantom.add()
    note(.phantom, slot: slot, item: item, other: item)
  }

  /// Records that the slot about to be written holds an item that nobody has taken. The count of lost items does not
  /// depend on this: see `fate`.
  @inline(__always)
  mutating func noteOverwriting(of slot: SlotIndex) {
    let old = ItemWord(raw: region.slot(slot)[0].load())
    guard old.isPossible(in: region.layout) else { return }
    let cell = CellWord(raw: region.cell(of: old).load())
    if cell.sequence == old.sequence && !cell.isTaken && cell.slot == slot { noteLoss(of: old, in: slot) }
  }

  @inline(never)
  private mutating func noteLoss(of old: ItemWord, in slot: SlotIndex) {
    let overwrite = region.overwrite(slot)
    overwrite[1].store(old.raw)
    overwrite.storeRelease(item.raw)
    note(.lost, slot: slot, item: old, other: item)
  }

  private func note(_ kind: Incident.Kind, slot: SlotIndex, item: ItemWord, other: ItemWord) {
    let number = words.incidentCount.load()
    let place = words.incident(number)
    place.store(IncidentWord(kind: kind.rawValue, slot: slot).raw)
    place[1].store(item.raw)
    place[2].store(other.raw)
    words.incidentCount.storeRelease(number &+ 1)
  }
}
