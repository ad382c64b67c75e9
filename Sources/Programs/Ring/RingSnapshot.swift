import Model
import SharedMemory

extension Region {
  /// The contents of every slot. `workers` distinguishes a slot that is being written from a torn one.
  public func slotContents(_ workers: [WorkerView]) -> [Slot] {
    let storing = discipline.listing.operations(of: .producer).firstIndex { $0.kind == .store && $0.variable == .slot }
    let writers = workers.filter { $0.isAlive && $0.operation == storing && $0.word > 0 && $0.id.role == .producer }
    return (0..<layout.slotCount).map(SlotIndex.init).map { number in
      let contents = contents(ofSlot: number, writers)
      let overwrite = overwrite(number)
      let overwriter = overwrite.loadAcquire()
      if overwriter != 0, overwriter == slot(number)[0].load() {
        return Slot(contents, overwrote: item(overwrite[1].load()))
      }
      return Slot(contents)
    }
  }

  private func contents(ofSlot number: SlotIndex, _ writers: [WorkerView]) -> SlotContents {
    let slot = slot(number)
    let first = slot[0].loadAcquire()
    var other = first
    for word in 1..<layout.slotWords {
      let value = slot[WordOffset(word)].load()
      if value != first { other = value }
    }
    guard first == other else {
      if let writer = writers.first(where: { writes($0, into: number) }), let item = item(first) {
        return .writing(item, words: writer.word)
      }
      return .torn(item(first), item(other))
    }
    if first == 0 { return .empty }
    guard let item = item(first) else { return .foreign }
    return .whole(item, taken: isTaken(ItemWord(raw: first)))
  }

  /// Whether a worker's copy of the index means this slot.
  private func writes(_ worker: WorkerView, into number: SlotIndex) -> Bool {
    if case .number(let index)? = worker.registers.first?.value { wrapped(index) == number } else { false }
  }
}

extension Snapshot {
  /// The ring's indices, as stored in the region.
  public var `in`: UInt64 {
    get { values[.in] ?? 0 }
    set { values[.in] = newValue }
  }

  public var out: UInt64 {
    get { values[.out] ?? 0 }
    set { values[.out] = newValue }
  }
}
