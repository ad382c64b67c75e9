import Grid
import Model

/// Describes in one or two sentences the effect of an operation, and its meaning for the other processes. Code is
/// between backticks.
struct Narrator {
  var before: Snapshot?
  var now: Snapshot
  var glyphs: GlyphSet

  func operation(_ event: Event) -> Operation? {
    let operations = now.discipline.listing.operations(of: event.worker.role)
    return operations.indices.contains(event.operation) ? operations[event.operation] : nil
  }

  /// A sentence about the last of these operations. A post and the wake-up that it caused are described together.
  func sentence(_ events: [Event]) -> String {
    guard let last = events.last, let operation = operation(last) else { return "" }
    if let waker = waker(of: last, operation, among: events) { return woken(last.worker, operation, by: waker) }
    if let own = screen.sentence(self, events, operation) { return own }
    return switch operation.kind {
    case .wait: last.blocked ? fellAsleep(last.worker, operation) : passed(last.worker, operation)
    case .post: posted(last.worker, operation)
    case .load, .store, .compute: changed(last, operation)
    case .sleep: slept(last, operation)
    case .signal: signalled(last.worker, operation)
    case .spin: tried(last, operation)
    case .test: looked(last, operation)
    case .update: updated(last.worker, operation)
    }
  }

  var screen: any ProgramScreen.Type { now.discipline.program.screen }

  /// The lock of the critical section, if there is one.
  var exclusion: SharedVariable? { now.discipline.exclusion }

  func value(_ variable: SharedVariable) -> Int? {
    now.synchronizer(variable)?.value
  }

  private func nowValue(_ variable: SharedVariable) -> String {
    value(variable).map { " (now \(grouped($0)))" } ?? ""
  }
}

// MARK: Semaphores

extension Narrator {
  /// The process whose post woke this worker, if the worker passed its wait right after that post.
  private func waker(of event: Event, _ operation: Operation, among events: [Event]) -> WorkerID? {
    guard operation.kind == .wait, !event.blocked,
      before?.worker(event.worker)?.state == .blocked(on: operation.variable),
      let post = events.dropLast().last, let posting = self.operation(post),
      posting.kind == .post, posting.variable == operation.variable
    else { return nil }
    return post.worker
  }

  private func woken(_ id: WorkerID, _ operation: Operation, by waker: WorkerID) -> String {
    "\(waker) \(gave(operation.variable)): \(id), asleep on it, woke up. " + gained(id, operation)
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
    let variable = operation.variable
    if let words = screen.gained(variable) { return words }
    return now.discipline.synchronizer(variable)?.isExclusive == true
      ? "\(id) is inside: no other process may touch \(screen.guarded) until it \(gives(variable))."
      : "\(id) continues."
  }

  private func fellAsleep(_ id: WorkerID, _ operation: Operation) -> String {
    let (variable, asleep) = (operation.variable, "The kernel puts it to sleep until")
    if let need = screen.need(variable) {
      return "\(id) needs \(need.what), but \(variable.code) is 0. \(asleep) \(need.giver) posts \(variable.code)."
    }
    guard now.discipline.synchronizer(variable)?.isExclusive == true else {
      return "\(id) must wait for \(variable.code). \(asleep) another process posts it."
    }
    let inside = now.insideCriticalSection.filter { $0 != id }
    guard !inside.isEmpty else {
      let gives = isLock(variable) ? "unlocks" : "posts"
      return "\(id) must wait for \(variable.code). \(asleep) another process \(gives) it."
    }
    return "\(id) must wait: \(inside.listed()) \(inside.count == 1 ? "is" : "are") inside. "
      + "\(asleep) \(variable.code) is \(isLock(variable) ? "unlocked" : "posted")."
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
    let isExclusive = now.discipline.synchronizer(variable)?.isExclusive == true
    let means =
      screen.posted(self, id, variable)
      ?? (isExclusive
        ? "It has left the critical section, and the next process can enter."
        : "A process that waits for it can continue.")
    if operation.isConditional {
      return "\(id) \(gave(variable)) to let the other role in, and tries again."
    }
    return isLock(variable)
      ? "\(id) \(gave(variable)). \(means)" : "\(id) posted \(variable.code)\(nowValue(variable)). \(means)"
  }

  /// Whether it is locked and unlocked like a mutex, not decremented and posted like a semaphore.
  private func isLock(_ variable: SharedVariable) -> Bool {
    guard let synchronizer = now.discipline.synchronizer(variable) else { return false }
    return synchronizer.namesItsHolder || synchronizer.kind == .readWriteLock
  }

  func gives(_ variable: SharedVariable) -> String {
    isLock(variable) ? "unlocks \(variable.code)" : "posts \(variable.code)"
  }

  private func gave(_ variable: SharedVariable) -> String {
    isLock(variable) ? "unlocked \(variable.code)" : "posted \(variable.code)"
  }
}
