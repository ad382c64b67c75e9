import Grid
import Model

// MARK: Indices

extension Narrator {
  func loaded(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    guard let copy = now.worker(id)?.index else { return "\(id) copied \(operation.variable.code)." }
    let does = id.role == Ring.producer ? "write" : "take from"
    let others = sharing(copy, with: event)
    if let first = others.first {
      let holders = others.count == 1 ? "both hold" : "all hold"
      return "\(id) read \(operation.variable.code) before \(first) stored the new value: \(holders) \(copy), "
        + "and \(others.count == 1 ? "both" : "all") will \(does) slot \(place(copy))."
    }
    let copied = "\(id) copied \(operation.variable.code) into a register of its own: \(copy)."
    if let slot = slot(copy), id.role == Ring.producer, case .whole(let item, false) = slot.contents {
      return "\(copied) It will write slot \(place(copy)), where \(item.name(glyphs)) has not been taken."
    }
    return "\(copied) It will \(does) slot \(place(copy))."
  }

  /// The processes of the same role that have copied the index, with the same value, and not stored it yet.
  private func sharing(_ copy: UInt64, with event: Event) -> [WorkerID] {
    let operations = now.discipline.listing.operations(of: event.worker.role)
    guard let store = operations.lastIndex(where: { $0.kind == .store && $0.variable != Ring.slot }),
      store > event.operation
    else { return [] }
    let between = event.operation + 1...store
    return now.workers.filter { other in
      other.id.role == event.worker.role && other.id != event.worker && other.isAlive && other.index == copy
        && other.operation.map(between.contains) == true
    }.map(\.id)
  }

  /// - Parameter isAlone: whether this is the only operation since the snapshot before, which then shows the old
  ///   value.
  func stored(_ id: WorkerID, _ operation: Operation, isAlone: Bool) -> String {
    let variable = operation.variable
    let (old, new) = (before?.values[variable], now.values[variable] ?? 0)
    let doing = id.role == Ring.producer ? ("put in", "be filled") : ("taken", "be emptied")
    guard isAlone, let old else { return "\(id) stored `\(variable.name) = \(grouped(new))`." }
    if old == new {
      return "\(id) stored `\(variable.name) = \(new)`, the value that was there already: two items were \(doing.0), "
        + "and \(variable.code) moved once."
    }
    let moved = "\(id) moved \(variable.code) from \(grouped(old)) to \(grouped(new))"
    let indices = now.discipline.indices
    if indices == .running(bits: 64) { return "\(moved). A process that sees this also sees what \(id) wrote before." }
    if now.slot(named: old) != nil, new != indices.next(after: old, slots: now.slots.count) {
      return "\(id) set \(variable.code) from \(grouped(old)) to \(grouped(new)), computed from its old copy: "
        + "what others stored since then is gone."
    }
    if let leap = leap(from: old, to: new) { return "\(moved): \(leap)." }
    return "\(moved): slot \(place(new)) is the next to \(doing.1)."
  }

  func slot(_ index: UInt64) -> Slot? { now.slot(named: index).map { now.slots[$0] } }
}

// MARK: Slots

extension Narrator {
  func wrote(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    guard let index = now.worker(id)?.index, let slot = slot(index) else { return "\(id) did `\(operation.line)`." }
    switch slot.contents {
    case .writing(let item, let words):
      return "\(id) writes \(item.name(glyphs)) into slot \(place(index)): \(words) of \(now.words) words are written."
    case .torn(let a, let b):
      return "Slot \(place(index)) now holds words of \(name(a)) and of \(name(b)): the item is torn."
    default: break
    }
    let item = now.worker(id)?.item.map { $0.name(glyphs) } ?? "its item"
    if let lost = slot.overwrote {
      // An item that is not whole yet is not produced yet, and so cannot be lost.
      if let writer = now.workers.first(where: { $0.id.role == Ring.producer && $0.item == lost && $0.word > 0 }) {
        return "\(id) wrote \(item) over \(lost.name(glyphs)), of which \(writer.id) has written \(writer.word) of "
          + "\(now.words) words."
      }
      return "\(id) wrote \(item) over \(lost.name(glyphs)), which no consumer had taken: \(lost.name(glyphs)) is lost."
    }
    if announcesFirst(id) {
      return "\(id) has written \(item) into slot \(place(index)), after it posted `full`: a consumer may have come "
        + "first."
    }
    guard now.into == index else {
      return "\(id) has written \(item) into slot \(place(index)), by its old copy of `in`. Meanwhile `in` is "
        + "\(grouped(now.into))."
    }
    let still = "\(id) has written \(item) into slot \(place(index)), but `in` is still \(grouped(now.into))"
    if let exclusion { return "\(still): no other process may look until \(id) \(gives(exclusion))." }
    return now.discipline.indices.areRunning
      ? "\(still): the consumer cannot see the item yet."
      : "\(still): a producer that reads `in` now will write there too."
  }

  /// Whether this producer announces its item before it writes it into the slot.
  func announcesFirst(_ id: WorkerID) -> Bool {
    let operations = now.discipline.listing.operations(of: id.role)
    let store = operations.firstIndex { $0.kind == .store && $0.variable == Ring.slot }
    let post = operations.firstIndex { $0.kind == .post && $0.variable == Ring.full }
    guard let store, let post else { return false }
    return post < store
  }

  func copiedOut(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    guard let worker = now.worker(id), let index = worker.index else { return "\(id) did `\(operation.line)`." }
    if let incident = newIncident(of: id) { return incident.words(glyphs) + "." }
    if worker.operation == event.operation, worker.word > 0 {
      return "\(id) copies out of slot \(place(index)): \(worker.word) of \(now.words) words."
    }
    let item = worker.item.map { $0.name(glyphs) } ?? "an item"
    let still = "\(id) copied \(item) out of slot \(place(index)), but `out` is still \(grouped(now.from))"
    if let exclusion { return "\(still): no other process may look until \(id) \(gives(exclusion))." }
    return now.discipline.indices.areRunning
      ? "\(still): the producer cannot see the free slot yet."
      : "\(still): a consumer that reads `out` now will take the item again."
  }

  /// The incident that this worker recorded since the snapshot before.
  private func newIncident(of id: WorkerID) -> Incident? {
    let known = before?.incidents.last { $0.worker == id }?.number
    return now.incidents.last { $0.worker == id }.flatMap { $0.number == known ? nil : $0 }
  }

  private func name(_ item: Item?) -> String { item?.name(glyphs) ?? "no item" }
}

extension Incident {
  /// The incident in a sentence without its full stop.
  func words(_ glyphs: GlyphSet) -> String {
    let item = item?.name(glyphs)
    let other = other?.name(glyphs)
    switch kind {
    case .lost:
      return "\(item ?? "an item") in slot \(slot) was overwritten"
        + (other.map { " by \($0)" } ?? " by \(worker)") + " before it was taken"
    case .duplicated: return "\(worker) took \(item ?? "an item") out of slot \(slot) a second time"
    case .torn:
      return "\(worker) took a mixture of \(item ?? "no item") and \(other ?? "no item") out of slot \(slot)"
    case .phantom: return "\(worker) took an item out of slot \(slot) that no producer had produced"
    }
  }
}

// MARK: Tests

extension Narrator {
  /// A test of `count`, or of both indices, for a free slot or an item.
  func lookedForRoom(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    let finding = id.role == Ring.producer ? "full" : "empty"
    if operation.variable == Ring.count {
      let count = grouped(now.synchronizer(Ring.count)?.value ?? 0)
      let isHeldUp = next(id)?.isConditional == true
      return "\(id) looked at `count`: \(count). " + (isHeldUp ? "The ring is \(finding)." : "It can continue.")
    }
    let isHeldUp = now.worker(id)?.operation == event.operation || next(id)?.isConditional == true
    let indices = "`in` is \(grouped(now.into)), `out` is \(grouped(now.from))"
    return "\(id) looked: \(indices). " + (isHeldUp ? "The ring is \(finding)." : "It can continue.")
  }
}
