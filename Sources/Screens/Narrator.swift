import Grid
import Model

/// Says in one or two sentences what an operation did, and what that means for the others.
struct Narrator {
  var before: Snapshot?
  var now: Snapshot
  var glyphs: GlyphSet

  func operation(_ event: Event) -> Operation? {
    let operations = now.discipline.listing.operations(of: event.worker.role)
    return operations.indices.contains(event.operation) ? operations[event.operation] : nil
  }

  /// About the last of these operations. A post and the waking of who waited for it are one story.
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

  /// What keeps others out while one is inside, if anything does.
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
  /// Who posted what this worker slept on, if it got through only now, right after that post.
  private func waker(of event: Event, _ operation: Operation, among events: [Event]) -> WorkerID? {
    guard operation.kind == .wait, !event.blocked,
      before?.worker(event.worker)?.state == .blocked(on: operation.variable),
      let post = events.dropLast().last, let posting = self.operation(post),
      posting.kind == .post, posting.variable == operation.variable
    else { return nil }
    return post.worker
  }

  private func woken(_ id: WorkerID, _ operation: Operation, by waker: WorkerID) -> String {
    "\(waker) posted \(operation.variable.name): \(id), asleep on it, woke up and goes on. "
      + gained(id, operation)
  }

  private func passed(_ id: WorkerID, _ operation: Operation) -> String {
    if next(id)?.kind == .update, next(id)?.isConditional == true {
      return
        "\(id) got \(operation.variable.name) with EOWNERDEAD: its holder died inside. First it puts in order what the "
        + "dead left half done."
    }
    return isLock(operation.variable)
      ? "\(id) locked \(operation.variable.name). " + gained(id, operation)
      : "\(id) took one from \(operation.variable.name)\(nowValue(operation.variable)). " + gained(id, operation)
  }

  private func gained(_ id: WorkerID, _ operation: Operation) -> String {
    switch operation.variable {
    case .empty: "One free slot is reserved for it."
    // Whether the item is there is the producers' affair: they may post too early, or lose it.
    case .full: "An item is promised to it."
    case .mutex: "\(id) is inside: nobody else may touch \(guarded) until it \(gives(operation.variable))."
    default: "\(id) goes on."
    }
  }

  private func fellAsleep(_ id: WorkerID, _ operation: Operation) -> String {
    let asleep = "The kernel puts it to sleep until"
    switch operation.variable {
    case .empty: return "\(id) needs a free slot, but empty is 0. \(asleep) a consumer posts empty."
    case .full: return "\(id) needs an item, but full is 0. \(asleep) a producer posts full."
    case .mutex:
      let inside = now.insideCriticalSection.filter { $0 != id }
      guard !inside.isEmpty else {
        return "\(id) must wait for mutex. \(asleep) someone \(isLock(.mutex) ? "unlocks" : "posts") it."
      }
      return "\(id) must wait: \(enumeration(inside)) \(inside.count == 1 ? "is" : "are") inside. "
        + "\(asleep) mutex is \(isLock(.mutex) ? "unlocked" : "posted")."
    default: return "\(id) must wait for \(operation.variable.name). \(asleep) someone posts it."
    }
  }

  private func posted(_ id: WorkerID, _ operation: Operation) -> String {
    let variable = operation.variable
    let asleep = before?.waiting(for: variable) ?? now.waiting(for: variable)
    let awake = asleep.filter { now.worker($0)?.isBlocked == false }
    if !asleep.isEmpty, awake.isEmpty, now.discipline.synchronizer(variable)?.isPrivate == true {
      let sleep = asleep.count == 1 ? "sleeps" : "sleep"
      return "\(id) \(gave(variable)), but \(enumeration(asleep)) \(sleep) on: the wake-up does not leave the process."
    }
    if let sleeper = awake.first ?? (asleep.count == 1 ? asleep.first : nil) {
      return "\(id) \(gave(variable)): \(sleeper), asleep on it, may go on."
    }
    if !asleep.isEmpty { return "\(id) \(gave(variable))" + ": one of \(enumeration(asleep)) may go on." }
    let means =
      switch variable {
      case .empty: "Producers may fill one more slot."
      case .full where announcesFirst(id): "Consumers may take an item that is not in its slot yet."
      case .full: "Consumers may take one more item."
      case .mutex, .lock: "It is outside again, and the next one may go in."
      default: "Whoever waits for it may go on."
      }
    if operation.isConditional {
      return "\(id) \(gave(variable)), so that the other role can come in, and tries again."
    }
    return isLock(variable)
      ? "\(id) \(gave(variable)). \(means)" : "\(id) posted \(variable.name)\(nowValue(variable)). \(means)"
  }

  /// Whether it is a lock, which is locked and unlocked, as against a semaphore, which is taken from and posted.
  private func isLock(_ variable: SharedVariable) -> Bool {
    now.discipline.synchronizer(variable)?.namesItsHolder == true
  }

  private func gives(_ variable: SharedVariable) -> String {
    isLock(variable) ? "unlocks \(variable.name)" : "posts \(variable.name)"
  }

  private func gave(_ variable: SharedVariable) -> String {
    isLock(variable) ? "unlocked \(variable.name)" : "posted \(variable.name)"
  }

  /// What the critical section is about.
  private var guarded: String {
    now.discipline.program == .counter ? "the counter" : "`in`, `out` or a slot"
  }
}

// MARK: Indices

extension Narrator {
  private func loaded(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    guard let copy = now.worker(id)?.index else { return "\(id) copied `\(operation.variable.name)`." }
    let does = id.role == .producer ? "write" : "take from"
    let others = sharing(copy, with: event)
    if let first = others.first {
      let holders = others.count == 1 ? "both hold" : "all hold"
      return "\(id) read `\(operation.variable.name)` before \(first) moved it: now \(holders) \(copy), "
        + "and \(others.count == 1 ? "both" : "all") will \(does) slot \(copy)."
    }
    let copied = "\(id) copied `\(operation.variable.name)` into a register of its own: \(copy)."
    if let slot = slot(copy), id.role == .producer, case .whole(let item, false) = slot.contents {
      return "\(copied) It will write slot \(copy), where \(item.name(glyphs)) has not been taken."
    }
    return "\(copied) It will \(does) slot \(copy)."
  }

  /// Who of the same role stands between copying the index and storing it, with the same copy.
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

  /// - Parameter isAlone: whether nothing else was done since the look before, so that it shows what stood there.
  private func stored(_ id: WorkerID, _ operation: Operation, isAlone: Bool) -> String {
    let variable = operation.variable
    let (old, new) = variable == .in ? (before?.in, now.in) : (before?.out, now.out)
    let doing = id.role == .producer ? ("put in", "be filled") : ("taken", "be emptied")
    guard isAlone, let old else { return "\(id) stored `\(variable.name)` = \(grouped(new))." }
    if old == new {
      return "\(id) stored `\(variable.name)` = \(new), which it was already: two items were \(doing.0), "
        + "and `\(variable.name)` moved once."
    }
    if now.discipline.hasRunningIndices {
      return
        "\(id) moved `\(variable.name)` from \(grouped(old)) to \(grouped(new)): what it wrote before is seen with it."
    }
    let count = UInt64(now.slots.count)
    if old < count, new != (old &+ 1) % count {
      return "\(id) set `\(variable.name)` from \(grouped(old)) to \(grouped(new)), by its old copy: "
        + "what others had stored since is gone."
    }
    return
      "\(id) moved `\(variable.name)` from \(grouped(old)) to \(grouped(new)): slot \(grouped(new)) is the next to "
      + "\(doing.1)."
  }

  func slot(_ index: UInt64) -> Slot? { now.slot(named: index).map { now.slots[$0] } }
}

// MARK: Slots

extension Narrator {
  private func wrote(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    guard let index = now.worker(id)?.index, let slot = slot(index) else { return "\(id) did \(operation.text)." }
    switch slot.contents {
    case .writing(let item, let words):
      return "\(id) writes \(item.name(glyphs)) into slot \(index): \(words) of \(now.words) words are in."
    case .torn(let a, let b):
      return "Slot \(index) now holds words of \(name(a)) and of \(name(b)): the item is torn."
    default: break
    }
    let item = now.worker(id)?.item.map { $0.name(glyphs) } ?? "its item"
    if let lost = slot.overwrote {
      // What is not yet whole is not yet produced, and so cannot be lost.
      if let writer = now.workers.first(where: { $0.id.role == .producer && $0.item == lost && $0.word > 0 }) {
        return "\(id) wrote \(item) over \(lost.name(glyphs)), of which \(writer.id) has written \(writer.word) of "
          + "\(now.words) words."
      }
      return "\(id) wrote \(item) over \(lost.name(glyphs)), which nobody had taken: \(lost.name(glyphs)) is lost."
    }
    if announcesFirst(id) {
      return "\(id) has written \(item) into slot \(index), after it posted full: a consumer may have been there "
        + "before."
    }
    guard now.in == index else {
      return "\(id) has written \(item) into slot \(index), where its own old copy of `in` said; `in` says "
        + "\(grouped(now.in)) by now."
    }
    let still = "\(id) has written \(item) into slot \(index), but `in` still says \(grouped(now.in))"
    if let exclusion { return "\(still): nobody may look until \(id) \(gives(exclusion))." }
    return now.discipline.hasRunningIndices
      ? "\(still): the consumer does not know of it yet." : "\(still): whoever reads `in` now will write there too."
  }

  /// Whether this producer tells of its item before it writes it into the slot.
  private func announcesFirst(_ id: WorkerID) -> Bool {
    let operations = now.discipline.listing.operations(of: id.role)
    let store = operations.firstIndex { $0.kind == .store && $0.variable == .slot }
    let post = operations.firstIndex { $0.kind == .post && $0.variable == .full }
    guard let store, let post else { return false }
    return post < store
  }

  private func copiedOut(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    guard let worker = now.worker(id), let index = worker.index else { return "\(id) did \(operation.text)." }
    if let incident = newIncident(of: id) { return incident.words(glyphs) + "." }
    if worker.operation == event.operation, worker.word > 0 {
      return "\(id) copies out of slot \(grouped(index)): \(worker.word) of \(now.words) words."
    }
    let item = worker.item.map { $0.name(glyphs) } ?? "an item"
    let still = "\(id) copied \(item) out of slot \(grouped(index)), but `out` still says \(grouped(now.out))"
    if let exclusion { return "\(still): nobody may look until \(id) \(gives(exclusion))." }
    return now.discipline.hasRunningIndices
      ? "\(still): the producer does not know of it yet." : "\(still): whoever reads `out` now will take it again."
  }

  /// What this worker wrote down since the look before.
  private func newIncident(of id: WorkerID) -> Incident? {
    let known = before?.incidents.last { $0.worker == id }?.number
    return now.incidents.last { $0.worker == id }.flatMap { $0.number == known ? nil : $0 }
  }

  private func name(_ item: Item?) -> String { item?.name(glyphs) ?? "nobody" }
}

extension Incident {
  /// What happened, in a sentence without its stop.
  func words(_ glyphs: GlyphSet) -> String {
    let item = item?.name(glyphs)
    let other = other?.name(glyphs)
    switch kind {
    case .lost:
      return "\(item ?? "an item") in slot \(slot) was overwritten"
        + (other.map { " by \($0)" } ?? " by \(worker)") + " before anyone took it"
    case .duplicated: return "\(worker) took \(item ?? "an item") out of slot \(slot), which had been taken before"
    case .torn:
      return "\(worker) took words of \(item ?? "nobody") and of \(other ?? "nobody") out of slot \(slot)"
    case .phantom: return "\(worker) took out of slot \(slot) what nobody had produced"
    }
  }
}
