import Model
import Screens

extension TracedMove {
  /// The lines of its changes. A process that it woke has its own line, and so has one that has left.
  public var lines: [TraceLine] {
    var lines = MoveTrace(number: number, id: move.worker, before: before, after: after).lines(of: move)
    if !lines.isEmpty { lines[0].ledger = LedgerChange(before.ledger, after.ledger) }
    return lines
  }
}

private struct MoveTrace {
  let number: Int
  let id: WorkerID
  let before: Snapshot
  let after: Snapshot

  func lines(of move: Move) -> [TraceLine] {
    let left = after.worker(id) == nil ? [line(id, .left)] : []
    switch move {
    case .step: return step() + left
    case .kill: return [line(id, .killed)] + death()
    case .restart: return [line(id, .started)]
    case .add: return [line(id, .added)]
    case .remove: return [line(id, .leaving)] + left
    }
  }

  private func line(
    _ process: WorkerID, _ event: TraceLine.Event, _ operation: String? = nil, _ change: TraceLine.Change? = nil
  ) -> TraceLine { TraceLine(number, process, event, operation, change) }

  /// The effects of a death on others: a count that the kernel restores, or a sleep that it ends.
  private func death() -> [TraceLine] {
    let counts = zip(before.synchronizers, after.synchronizers).filter { $0.value != $1.value }
    let woken = before.workers.filter { $0.isBlocked && after.worker($0.id)?.state == .parked }
    return counts.map { old, new in
      line(id, .restored, nil, .init(old.variable.name, .number(old.value), .number(new.value)))
    } + woken.map { line($0.id, .woken) }
  }

  private func step() -> [TraceLine] {
    guard let old = before.worker(id), let operation = before.operation(of: old) else { return [] }
    // A process that left with this step was at the end of its item and no longer has a state.
    let new = after.worker(id) ?? old
    let text = operation.line(by: old, in: before)
    switch operation.kind {
    case .post: return post(operation, text)
    case .wait, .spin, .update:
      return [line(id, new.isBlocked ? .blocked : .step, text, count(operation.variable))]
    case .sleep:
      let change = count(.mutex)
      return [line(id, new.isBlocked ? .blocked : .step, text, change.old == change.new ? nil : change)]
    case .signal, .test: return [line(id, .step, text)]
    case .compute, .load, .store: return [line(id, .step, text, copy(operation, old, new))]
    }
  }

  private func post(_ operation: Operation, _ text: String) -> [TraceLine] {
    let variable = operation.variable
    // A process that was woken has already decremented the semaphore again.
    let woken = before.waiting(for: variable).filter { after.worker($0)?.isBlocked == false }
    let (old, left) = (before.count(of: variable), after.count(of: variable))
    let change = { (old: Int, new: Int) in TraceLine.Change(variable.name, .number(old), .number(new)) }
    return [line(id, .step, text, change(old, left + woken.count))]
      + woken.enumerated().map { index, sleeper in
        let call = before.worker(sleeper).flatMap(before.operation)?.line ?? "sem_wait(\(variable.name))"
        let count = left + woken.count - index
        return line(sleeper, .woken, call, change(count, count - 1))
      }
  }

  /// The value that an operation copied, and its target: a register, a slot, or a shared word.
  private func copy(_ operation: Operation, _ old: WorkerView, _ new: WorkerView) -> TraceLine.Change? {
    switch (operation.kind, operation.variable) {
    case (.load, let variable) where variable.span == .text, (.store, let variable) where variable.span == .text:
      return nil
    case (.load, let variable) where variable.span == .item:
      return old.word == before.words - 1 ? register("item", old, new) : nil
    case (.store, let variable) where variable.span == .item:
      guard case .number(let index)? = old.registers.first?.value, let slot = before.slot(named: index) else {
        return nil
      }
      return .init("slot[\(slot)]", before.slots[slot].contents.trace, after.slots[slot].contents.trace)
    case (.store, let variable): return count(variable)
    default: return register(before.discipline.program.part(id.role)?.register ?? "r", old, new)
    }
  }

  private func count(_ variable: SharedVariable) -> TraceLine.Change {
    .init(variable.name, .number(before.count(of: variable)), .number(after.count(of: variable)))
  }

  /// Nil if the process shows no such register.
  private func register(_ name: String, _ old: WorkerView, _ new: WorkerView) -> TraceLine.Change? {
    let change = TraceLine.Change(name, old.register(name), new.register(name))
    return change.old == .none && change.new == .none ? nil : change
  }
}

extension Snapshot {
  fileprivate func count(of variable: SharedVariable) -> Int {
    values[variable].map { Int(truncatingIfNeeded: $0) } ?? synchronizer(variable)?.value ?? 0
  }
}

extension WorkerView {
  fileprivate func register(_ name: String) -> TraceLine.Value {
    switch registers.first(where: { $0.name == name })?.value {
    case .number(let number): .number(number)
    case .item(let item): .name(item?.trace ?? "nothing")
    case nil: .none
    }
  }
}

extension TraceLine.Value {
  /// An empty variable.
  fileprivate static var none: TraceLine.Value { .name("-") }

  fileprivate static func number(_ number: some BinaryInteger) -> TraceLine.Value {
    .number(Int64(truncatingIfNeeded: number))
  }
}

extension Item {
  fileprivate var trace: String { "P\(producer)·\(sequence)" }
}

extension SlotContents {
  /// The contents of a slot, in one word.
  fileprivate var trace: TraceLine.Value {
    switch self {
    case .empty: .none
    case .whole(let item, _): .name(item.trace)
    case .writing(let item, let words): .name("\(item.trace)(\(words))")
    case .torn(let first, let second): .name("\(first?.trace ?? "-")|\(second?.trace ?? "-")")
    case .foreign: .name("?")
    }
  }
}
