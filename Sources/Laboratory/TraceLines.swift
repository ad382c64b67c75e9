import Model

/// What one move changed, in lines such as `P1 sem_wait(empty) 10 -> 9` or `P1 killed`. A process that it woke has a line
/// of its own, and so has one that has left.
func traceLines(of move: Move, _ before: Snapshot, _ after: Snapshot) -> [String] {
  let id = move.worker
  let left = after.worker(id) == nil ? ["\(id) left"] : []
  switch move {
  case .step: return stepLines(id, before, after) + left
  case .kill: return ["\(id) killed"] + deathLines(id, before, after)
  case .restart: return ["\(id) started again"]
  case .add: return ["\(id) added"]
  case .remove: return ["\(id) asked to leave"] + left
  }
}

/// What comes to others from a death: a count that the kernel gave back, a sleep that it ended.
private func deathLines(_ id: WorkerID, _ before: Snapshot, _ after: Snapshot) -> [String] {
  let counts = zip(before.synchronizers, after.synchronizers).filter { $0.value != $1.value }
  let woken = before.workers.filter { $0.isBlocked && after.worker($0.id)?.state == .parked }
  return counts.map { "\(id) gave back \($0.variable.name) \($0.value) -> \($1.value)" }
    + woken.map { "\($0.id) woken" }
}

/// The semaphore, register, slot or index before and after an operation.
private func stepLines(_ id: WorkerID, _ before: Snapshot, _ after: Snapshot) -> [String] {
  guard let old = before.worker(id), let operation = before.operation(of: old) else { return [] }
  // Who left with this step has no state any more, and was at the end of its item.
  let new = after.worker(id) ?? old
  let variable = operation.variable
  let text = operation.text.trimmed
  let count = (before: before.count(of: variable), after: after.count(of: variable))
  switch (operation.kind, variable) {
  case (.wait, _), (.spin, _):
    return ["\(id) \(text) " + (new.isBlocked ? "\(count.after) blocked" : "\(count.before) -> \(count.after)")]
  case (.sleep, _): return ["\(id) \(text)" + (new.isBlocked ? " blocked" : "")]
  case (.post, _):
    // Who was woken has taken one again by now.
    let woken = before.waiting(for: variable).filter { after.worker($0)?.isBlocked == false }
    return ["\(id) \(text) \(count.before) -> \(count.after + woken.count)"]
      + woken.enumerated().map { index, sleeper in
        let left = count.after + woken.count - index
        let call = before.worker(sleeper).flatMap(before.operation)?.text.trimmed ?? "sem_wait(\(variable.name))"
        return "\(sleeper) \(call) \(left) -> \(left - 1)"
      }
  case (.signal, _), (.test, _): return ["\(id) \(text)"]
  case (.update, _): return ["\(id) \(text) \(count.before) -> \(count.after)"]
  case (.compute, _), (.load, .counter), (.load, .version):
    return ["\(id) \(text) \(old.register(id.role.register)) -> \(new.register(id.role.register))"]
  case (.store, .counter): return ["\(id) \(text) \(count.before) -> \(count.after)"]
  case (.store, .version): return ["\(id) \(text) \(count.before) -> \(count.after)"]
  case (.load, .text), (.store, .text): return ["\(id) \(operation.text(word: old.word, of: old.word + 2))"]
  case (.load, .slot):
    let text = operation.text(word: old.word, of: before.words)
    guard old.word == before.words - 1 else { return ["\(id) \(text)"] }
    return ["\(id) \(text) \(old.register("item")) -> \(new.register("item"))\(taking(before.ledger, after.ledger))"]
  case (.load, _):
    let register = id.role.register
    return ["\(id) \(operation.text) \(old.register(register)) -> \(new.register(register))"]
  case (.store, .slot):
    let text = operation.text(word: old.word, of: before.words)
    guard case .number(let index)? = old.registers.first?.value, let slot = before.slot(named: index) else {
      return ["\(id) \(text)"]
    }
    return ["\(id) \(text) \(before.slots[slot].contents.trace) -> \(after.slots[slot].contents.trace)"]
  case (.store, _):
    let index = variable == .in ? (before.in, after.in) : (before.out, after.out)
    return ["\(id) \(operation.text) \(index.0) -> \(index.1)"]
  }
}

/// What was wrong with the take between two ledgers, if anything was.
private func taking(_ before: LedgerCounts, _ after: LedgerCounts) -> String {
  if after.torn != before.torn { return " torn" }
  if after.duplicated != before.duplicated { return " duplicated" }
  return after.phantom != before.phantom ? " phantom" : ""
}

extension Snapshot {
  fileprivate func count(of variable: SharedVariable) -> Int {
    switch variable {
    case .counter: Int(truncatingIfNeeded: counter)
    case .version: Int(truncatingIfNeeded: message?.version ?? 0)
    default: synchronizer(variable)?.value ?? 0
    }
  }
}

extension Operation {
  /// Its line of C, naming the word of a wide item: `slot[i][3] = item`.
  fileprivate func text(word: Int, of words: Int) -> String {
    guard isOncePerWord, words > 1, let bracket = text.lastIndex(of: "]") else { return text }
    return text[...bracket] + "[\(word)]" + text[bracket...].dropFirst()
  }
}

extension WorkerView {
  fileprivate func register(_ name: String) -> String {
    switch registers.first(where: { $0.name == name })?.value {
    case .number(let number): String(number)
    case .item(let item): item?.trace ?? "nothing"
    case nil: "-"
    }
  }
}

extension Item {
  fileprivate var trace: String { "P\(producer)·\(sequence)" }
}

extension SlotContents {
  fileprivate var trace: String {
    switch self {
    case .empty: "-"
    case .whole(let item, _): item.trace
    case .writing(let item, let words): "\(item.trace)(\(words) words)"
    case .torn(let first, let second): "\(first?.trace ?? "-")|\(second?.trace ?? "-")"
    case .foreign: "?"
    }
  }
}

extension String {
  /// Without the indentation that a line has in its listing.
  fileprivate var trimmed: String { String(drop(while: { $0 == " " })) }
}
