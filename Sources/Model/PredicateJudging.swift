// Judging predicates against an experiment.

extension Predicate {
  func holds(in observation: Observation) -> Bool {
    switch self {
    case .everyoneWaits: return observation.snapshot.isDeadlocked
    case .compares(let term, let comparison, let operand):
      guard let left = term.value(in: observation), let right = operand.value(in: observation) else { return false }
      return comparison.holds(left, right)
    case .worker(let id, let property):
      guard let worker = observation.snapshot.worker(id) else { return false }
      return property.holds(worker, observation.snapshot)
    }
  }

  func findings(in observation: Observation) -> [String] {
    let finding = { (term: Term) in "\(term) = \(term.value(in: observation)?.description ?? "not there")" }
    switch self {
    case .everyoneWaits:
      let movable = observation.snapshot.workers.filter { $0.isAlive && $0.waitsFor == nil }.map(\.id.description)
      return [movable.isEmpty ? "nobody is alive" : "\(movable.joined(separator: ", ")) can move"]
    case .compares(let term, _, .term(let other)): return [finding(term), finding(other)]
    case .compares(let term, _, .value): return [finding(term)]
    case .worker(let id, let property):
      guard let worker = observation.snapshot.worker(id) else { return ["there is no \(id)"] }
      let isInside = observation.snapshot.isInside(worker) ? "inside" : "not inside"
      if property == .inside { return ["\(id) is \(isInside)"] }
      let waits = worker.waitsInTruthFor.map { " on \($0.name)" } ?? ""
      return ["\(id) is \(worker.stateWord)\(waits)"]
    }
  }

}

extension Predicate.Operand {
  func value(in observation: Observation) -> Term.Value? {
    switch self {
    case .term(let term): term.value(in: observation)
    case .value(let value): value
    }
  }
}

extension Predicate.Comparison {
  func holds(_ left: Term.Value, _ right: Term.Value) -> Bool {
    if case .number(let left) = left, case .number(let right) = right {
      return switch self {
      case .equal: left == right
      case .unequal: left != right
      case .less: left < right
      case .atMost: left <= right
      case .greater: left > right
      case .atLeast: left >= right
      }
    }
    switch self {
    case .equal: return left.description == right.description
    case .unequal: return left.description != right.description
    default: return false
    }
  }
}

extension Predicate.Property {
  func holds(_ worker: WorkerView, _ snapshot: Snapshot) -> Bool {
    switch self {
    case .inside: worker.isAlive && snapshot.isInside(worker)
    case .alive: worker.isAlive
    case .waiting: worker.waitsFor != nil
    case .waitingForEver: snapshot.endlessWaits.contains { $0.worker == worker.id }
    case .waitingFor(let variable): worker.waitsInTruthFor == variable
    case .blockedOn(let variable): worker.isBlocked && worker.waitsInTruthFor == variable
    case .state(let state): worker.stateWord == state
    }
  }
}
