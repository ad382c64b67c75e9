import Grid
import Model

// Sentences about conditions, spinlocks, and operations without a wording of their own.

extension Narrator {
  /// A worker's next operation, which shows the result of a test.
  func next(_ id: WorkerID) -> Operation? { now.worker(id).flatMap(now.operation) }

  func slept(_ event: Event, _ operation: Operation) -> String {
    let id = event.worker
    if event.blocked {
      let missing = screen.need(operation.variable)?.what ?? "something"
      return "\(id) needs \(missing). Atomically it releases `mutex` and falls asleep on \(operation.variable.code)."
    }
    // Between the sleep and the next test there are only operations of the loop around that test.
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
    "\(event.worker) looked at \(operation.variable.code)\(value(operation.variable).map { ": \(grouped($0))" } ?? "")."
  }

  /// A load, a store, or a change to a register.
  func changed(_ event: Event, _ operation: Operation) -> String {
    let (id, variable) = (event.worker, operation.variable)
    guard let value = now.values[variable].map({ grouped($0) }) else { return "\(id) did `\(operation.line)`." }
    switch operation.kind {
    case .load: return "\(id) read \(variable.code): \(value)."
    case .store: return "\(id) stored `\(variable.name) = \(value)`."
    default: return "\(id) did `\(operation.line)`."
    }
  }

  func updated(_ id: WorkerID, _ operation: Operation) -> String {
    if operation.isConditional {
      return "The owner of `mutex` had died inside. \(id) repaired what it protects, and continues as its owner."
    }
    let value = grouped(now.synchronizer(operation.variable)?.value ?? 0)
    return "\(id) changed \(operation.variable.code): it is \(value) now."
  }
}
