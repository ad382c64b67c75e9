import Grid
import Model

// About conditions, spinlocks, counts, and the words that the counter and the message are made of.

extension Narrator {
  /// The operation that a worker stands at now: it shows how a test came out.
  func next(_ id: WorkerID) -> Operation? { now.worker(id).flatMap(now.operation) }

  func slept(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    if event.blocked {
      let missing = operation.variable == .notFull ? "a free slot" : "an item"
      return "\(id) needs \(missing). Atomically it releases `mutex` and falls asleep on \(operation.variable.code)."
    }
    // What stands between the sleep and the next look belongs to the loop of that look.
    return next(id)?.kind == .test || next(id)?.isConditional == true
      ? "\(id) was woken and holds `mutex` again. It checks again, as another process may have come first."
      : "\(id) was woken and holds `mutex` again. It continues without checking again."
  }

  func signalled(_ id: WorkerID, _ operation: Operation) -> String {
    let name = operation.variable.code
    let asleep = before?.waiting(for: operation.variable) ?? []
    guard let first = asleep.first else {
      return "\(id) signalled \(name). Nobody sleeps on it, and a signal is not stored."
    }
    return "\(id) signalled \(name): \(asleep.count == 1 ? "\(first)" : "one of \(asleep.listed())") wakes up, "
      + "and waits for `mutex` until \(id) releases it."
  }

  func tried(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    let view = now.synchronizer(operation.variable)
    if view?.holder == id {
      return "\(id) found `lock` free and stored its process id there, atomically: \(id) is inside."
    }
    if let dead = now.diedInside {
      return "\(id) found `lock` taken by \(dead), which died inside: \(id) would spin for ever."
    }
    let who = view?.holder.map { "\($0) is inside" } ?? "another process is inside"
    return "\(id) found `lock` taken: \(who). It does not sleep, it spins."
  }

  func looked(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    switch operation.variable {
    case .count:
      let count = grouped(now.synchronizer(.count)?.value ?? 0)
      let isHeldUp = next(id)?.isConditional == true
      let finding = id.role.isFirst ? "full" : "empty"
      return "\(id) looked at `count`: \(count). " + (isHeldUp ? "The ring is \(finding)." : "It can continue.")
    case .in, .out:
      let isHeldUp = now.worker(id)?.operation == event.operation || next(id)?.isConditional == true
      let indices = "`in` is \(grouped(now.in)), `out` is \(grouped(now.out))"
      return "\(id) looked: \(indices). "
        + (isHeldUp ? "The ring is \(id.role.isFirst ? "full" : "empty")." : "It can continue.")
    case .version:
      // A reader that found its copy whole has read one message more.
      let isHeldUp = before?.worker(id)?.items == now.worker(id)?.items
      return isHeldUp
        ? "\(id) found `version` changed: its copy may mix two messages. It reads again."
        : "\(id) found `version` unchanged: its copy is one whole message."
    default: return "\(id) looked at \(operation.variable.code)."
    }
  }

  func updated(_ id: WorkerID, _ operation: Operation) -> String {
    if operation.isConditional {
      return "The owner of `mutex` had died inside. \(id) repaired what it protects, and continues as its owner."
    }
    let value = grouped(now.synchronizer(operation.variable)?.value ?? 0)
    return "\(id) changed \(operation.variable.code): it is \(value) now."
  }

  func changedWord(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    let register = now.worker(id)?.index
    switch (operation.kind, operation.variable) {
    case (.load, .counter): return loadedCounter(id, register)
    case (.compute, .text): return "\(id) composes the next message in memory of its own\(progress(id))."
    case (.compute, _):
      return
        "\(id) added one to its own copy: \(grouped(register ?? 0)). The counter is still \(grouped(now.counter))."
    case (.update, .counter): return "\(id) loaded, added and stored in one atomic step: \(grouped(now.counter))."
    case (.load, .version):
      return
        "\(id) read `version`: \(grouped(register ?? 0)), \(isOdd(register) ? "odd: the writer is writing" : "even")."
    case (.store, .version):
      let version = now.message?.version ?? 0
      return isOdd(version)
        ? "\(id) made `version` odd (\(grouped(version))): a reader now knows that it must read again."
        : "\(id) made `version` even (\(grouped(version))): the message is whole."
    case (.store, .text):
      // A process without the right to write has written nothing.
      if now.worker(id)?.isAlive == false { return "\(id) tried to write into the text." }
      return "\(id) writes the text, piece by piece\(progress(id))."
    case (.load, .text): return "\(id) copies the text, piece by piece\(progress(id))."
    default: return "\(id) did `\(operation.line)`."
    }
  }

  private func isOdd(_ number: UInt64?) -> Bool { (number ?? 0) & 1 == 1 }

  private func progress(_ id: WorkerID) -> String {
    guard let worker = now.worker(id), worker.word > 0 else { return "" }
    return ": \(worker.word) of \(MessageView.words) words are done"
  }

  private func loadedCounter(_ id: WorkerID, _ register: UInt64?) -> String {
    guard let register else { return "\(id) read the counter." }
    let others = now.workers.filter {
      $0.id != id && $0.isAlive && $0.index != nil && now.operation(of: $0)?.kind != .load && $0.state != .running
    }
    guard let first = others.first(where: { $0.index == register || $0.index == register &+ 1 }),
      now.discipline.exclusion == nil
    else { return "\(id) copied the counter into a register of its own: \(grouped(register))." }
    return "\(id) copied the counter, \(grouped(register)), before \(first.id) stored its sum: "
      + "both will store the same number."
  }

  /// - Parameter isAlone: as of an index.
  func storedCounter(_ id: WorkerID, isAlone: Bool) -> String {
    guard isAlone, let old = before?.counter else { return "\(id) stored its sum: \(grouped(now.counter))." }
    if now.counter > old {
      return "\(id) stored its sum: the counter went from \(grouped(old)) to \(grouped(now.counter))."
    }
    return now.counter == old
      ? "\(id) stored \(grouped(now.counter)), the value that was there already: one addition is lost."
      : "\(id) stored \(grouped(now.counter)) over \(grouped(old)): what others had added is lost."
  }
}
