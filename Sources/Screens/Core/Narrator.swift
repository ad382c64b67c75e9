import Grid
import Model

/// Says in one or two sentences what an operation did, and what that means for the other processes. Code stands between
/// backticks.
struct Narrator {
  var before: Snapshot?
  var now: Snapshot
  var glyphs: GlyphSet

  func operation(_ event: Event) -> Operation? {
    let operations = now.discipline.listing.operations(of: event.worker.role)
    return operations.indices.contains(event.operation) ? operations[event.operation] : nil
  }

  /// About the last of these operations. A post and the wake-up that follows are told together.
  func sentence(_ events: [Event]) -> String {
    guard let last = events.last, let operation = operation(last) else { return "" }
    if let waker = waker(of: last, operation, among: events) { return woken(last.worker, operation, by: waker) }
    return switch (operation.kind, operation.variable) {
    case (.wait, _): last.blocked ? fellAsleep(last.worker, operation) : passed(last.worker, operation)
    case (.post, _): posted(last.worker, operation)
    case (.load, .slot): copiedOut(last, operation)
    case (.store, .slot): wrote(last, operation)
    case (.load, .in), (.load, .out): loaded(last, operation)
    case (.store, .in), (.store, .out): stored(last.worker, operation, isAlone: events.count == 1)
    case (.store, .counter): storedCounter(last.worker, isAlone: events.count == 1)
    case (.load, _), (.store, _), (.compute, _), (.update, .counter): changedWord(last, operation)
    case (.sleep, _): slept(last, operation)
    case (.signal, _): signalled(last.worker, operation)
    case (.spin, _): tried(last, operation)
    case (.test, _): looked(last, operation)
    case (.update, _): updated(last.worker, operation)
    }
  }

  /// What keeps the other processes out of the critical section, if anything does.
  private var exclusion: SharedVariable? { now.discipline.exclusion }

  func value(_ variable: SharedVariable) -> Int? {
    now.synchronizer(variable)?.value
  }

  private func nowValue(_ variable: SharedVariable) -> String {
    value(variable).map { " (now \(grouped($0)))" } ?? ""
  }
}

// MARK: Semaphores

extension Narrator {
  /// The process whose post woke this worker, if it passed its wait only now, right after that post.
  private func waker(of event: Event, _ operation: Operation, among events: [Event]) -> WorkerID? {
    guard operation.kind == .wait, !event.blocked,
      before?.worker(event.worker)?.state == .blocked(on: operation.variable),
      let post = events.dropLast().last, let posting = self.operation(post),
      posting.kind == .post, posting.variable == operation.variable
    else { return nil }
    return post.worker
  }

  private func woken(_ id: WorkerID, _ operation: Operation, by waker: WorkerID) -> String {
    "\(waker) posted \(operation.variable.code): \(id), asleep on it, woke up. " + gained(id, operation)
  }

  private func passed(_ id: WorkerID, _ operation: Operation) -> String {
    if next(id)?.kind == .update, next(id)?.isConditional == true {
      return
        "\(id) got \(operation.variable.code) with `EOWNERDEAD`: its owner died inside. First it repairs what the dead "
        + "process left unfinished."
    }
    return isLock(operation.variable)
      ? "\(id) locked \(operation.variable.code). " + gained(id, operation)
      : "\(id) decremented \(operation.variable.code)\(nowValue(operation.variable)). " + gained(id, operation)
  }

  private func gained(_ id: WorkerID, _ operation: Operation) -> String {
    switch operation.variable {
    case .empty: "One free slot is reserved for it."
    // The item itself may not be there: a producer may post too early, or lose it.
    case .full: "One item is promised to it."
    case .mutex: "\(id) is inside: no other process may touch \(guarded) until it \(gives(operation.variable))."
    default: "\(id) continues."
    }
  }

  private func fellAsleep(_ id: WorkerID, _ operation: Operation) -> String {
    let asleep = "The kernel puts it to sleep until"
    switch operation.variable {
    case .empty: return "\(id) needs a free slot, but `empty` is 0. \(asleep) a consumer posts `empty`."
    case .full: return "\(id) needs an item, but `full` is 0. \(asleep) a producer posts `full`."
    case .mutex:
      let inside = now.insideCriticalSection.filter { $0 != id }
      guard !inside.isEmpty else {
        return "\(id) must wait for `mutex`. \(asleep) another process \(isLock(.mutex) ? "unlocks" : "posts") it."
      }
      return "\(id) must wait: \(inside.listed()) \(inside.count == 1 ? "is" : "are") inside. "
        + "\(asleep) `mutex` is \(isLock(.mutex) ? "unlocked" : "posted")."
    default: return "\(id) must wait for \(operation.variable.code). \(asleep) another process posts it."
    }
  }

  private func posted(_ id: WorkerID, _ operation: Operation) -> String {
    let variable = operation.variable
    let asleep = before?.waiting(for: variable) ?? now.waiting(for: variable)
    let awake = asleep.filter { now.worker($0)?.isBlocked == false }
    if !asleep.isEmpty, awake.isEmpty, now.discipline.synchronizer(variable)?.isPrivate == true {
      let sleep = asleep.count == 1 ? "stays" : "stay"
      return "\(id) \(gave(variable)), but \(asleep.listed()) \(sleep) asleep: "
        + "a private wake-up does not reach another process."
    }
    if let sleeper = awake.first ?? (asleep.count == 1 ? asleep.first : nil) {
      return "\(id) \(gave(variable)): \(sleeper), asleep on it, can continue."
    }
    if !asleep.isEmpty { return "\(id) \(gave(variable))" + ": one of \(asleep.listed()) can continue." }
    let means =
      switch variable {
      case .empty: "Producers can fill one more slot."
      case .full where announcesFirst(id): "Consumers can take an item that is not in its slot yet."
      case .full: "Consumers can take one more item."
      case .mutex, .lock: "It has left the critical section, and the next process can enter."
      default: "A process that waits for it can continue."
      }
    if operation.isConditional {
      return "\(id) \(gave(variable)) to let the other role in, and tries again."
    }
    return isLock(variable)
      ? "\(id) \(gave(variable)). \(means)" : "\(id) posted \(variable.code)\(nowValue(variable)). \(means)"
  }

  /// Whether it is a lock, which is locked and unlocked, as against a semaphore, which is taken from and posted.
  private func isLock(_ variable: SharedVariable) -> Bool {
    now.discipline.synchronizer(variable)?.namesItsHolder == true
  }

  private func gives(_ variable: SharedVariable) -> String {
    isLock(variable) ? "unlocks \(variable.code)" : "posts \(variable.code)"
  }

  private func gave(_ variable: SharedVariable) -> String {
    isLock(variable) ? "unlocked \(variable.code)" : "posted \(variable.code)"
  }

  /// What the critical section protects.
  private var guarded: String {
    now.discipline.program == .counter ? "the counter" : "`in`, `out` or a slot"
  }
}

// MARK: Indices

extension Narrator {
  private func loaded(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    guard let copy = now.worker(id)?.index else { return "\(id) copied \(operation.variable.code)." }
    let does = id.role == .producer ? "write" : "take from"
    let others = sharing(copy, with: event)
    if let first = others.first {
      let holders = others.count == 1 ? "both hold" : "all hold"
      return "\(id) read \(operation.variable.code) before \(first) stored the new value: \(holders) \(copy), "
        + "and \(others.count == 1 ? "both" : "all") will \(does) slot \(place(copy))."
    }
    let copied = "\(id) copied \(operation.variable.code) into a register of its own: \(copy)."
    if let slot = slot(copy), id.role == .producer, case .whole(let item, false) = slot.contents {
      return "\(copied) It will write slot \(place(copy)), where \(item.name(glyphs)) has not been taken."
    }
    return "\(copied) It will \(does) slot \(place(copy))."
  }

  /// The processes of the same role that stand between copying the index and storing it, with the same copy.
  private func sharing(_ copy: UInt64, with event: Event) -> [WorkerID] {
    let operations = now.discipline.listing.operations(of: event.worker.role)
    guard let store = operations.lastIndex(where: { $0.kind == .store && $0.variable != .slot }),
      store > event.operation
    else { return [] }
    let between = event.operation + 1...store
    return now.workers.filter { other in
      other.id.role == event.worker.role && other.id != event.worker && other.isAlive && other.index == copy
        && other.operation.map(between.contains) == true
    }.map(\.id)
  }

  /// - Parameter isAlone: Whether nothing else was done since the snapshot before, which then shows the old value.
  private func stored(_ id: WorkerID, _ operation: Operation, isAlone: Bool) -> String {
    let variable = operation.variable
    let (old, new) = variable == .in ? (before?.in, now.in) : (before?.out, now.out)
    let doing = id.role == .producer ? ("put in", "be filled") : ("taken", "be emptied")
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
  private func wrote(_ event: Event, _ operation: Operation) -> String {
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
      // An item that is not yet whole is not yet produced, and so cannot be lost.
      if let writer = now.workers.first(where: { $0.id.role == .producer && $0.item == lost && $0.word > 0 }) {
        return "\(id) wrote \(item) over \(lost.name(glyphs)), of which \(writer.id) has written \(writer.word) of "
          + "\(now.words) words."
      }
      return "\(id) wrote \(item) over \(lost.name(glyphs)), which no consumer had taken: \(lost.name(glyphs)) is lost."
    }
    if announcesFirst(id) {
      return "\(id) has written \(item) into slot \(place(index)), after it posted `full`: a consumer may have come "
        + "first."
    }
    guard now.in == index else {
      return "\(id) has written \(item) into slot \(place(index)), by its old copy of `in`. Meanwhile `in` is "
        + "\(grouped(now.in))."
    }
    let still = "\(id) has written \(item) into slot \(place(index)), but `in` is still \(grouped(now.in))"
    if let exclusion { return "\(still): no other process may look until \(id) \(gives(exclusion))." }
    return now.discipline.indices.areRunning
      ? "\(still): the consumer cannot see the item yet."
      : "\(still): a producer that reads `in` now will write there too."
  }

  /// Whether this producer announces its item before it writes it into the slot.
  private func announcesFirst(_ id: WorkerID) -> Bool {
    let operations = now.discipline.listing.operations(of: id.role)
    let store = operations.firstIndex { $0.kind == .store && $0.variable == .slot }
    let post = operations.firstIndex { $0.kind == .post && $0.variable == .full }
    guard let store, let post else { return false }
    return post < store
  }

  private func copiedOut(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    guard let worker = now.worker(id), let index = worker.index else { return "\(id) did `\(operation.line)`." }
    if let incident = newIncident(of: id) { return incident.words(glyphs) + "." }
    if worker.operation == event.operation, worker.word > 0 {
      return "\(id) copies out of slot \(place(index)): \(worker.word) of \(now.words) words."
    }
    let item = worker.item.map { $0.name(glyphs) } ?? "an item"
    let still = "\(id) copied \(item) out of slot \(place(index)), but `out` is still \(grouped(now.out))"
    if let exclusion { return "\(still): no other process may look until \(id) \(gives(exclusion))." }
    return now.discipline.indices.areRunning
      ? "\(still): the producer cannot see the free slot yet."
      : "\(still): a consumer that reads `out` now will take the item again."
  }

  /// What this worker recorded since the snapshot before.
  private func newIncident(of id: WorkerID) -> Incident? {
    let known = before?.incidents.last { $0.worker == id }?.number
    return now.incidents.last { $0.worker == id }.flatMap { $0.number == known ? nil : $0 }
  }

  private func name(_ item: Item?) -> String { item?.name(glyphs) ?? "no item" }
}

extension Incident {
  /// What happened, in a sentence without its stop.
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
