// Looking up the values of terms in an experiment.

extension Term.Meaning {
  func value(_ observation: Observation) -> Term.Value? {
    let snapshot = observation.snapshot
    switch self {
    case .count(let count): return snapshot.value(of: count)
    case .variable(let variable): return snapshot.value(of: variable).map(Term.Value.number)
    case .waiters(let variable):
      return .number(Double(snapshot.workers.count { $0.isAlive && $0.waitsInTruthFor == variable }))
    case .holder(let variable):
      guard let view = snapshot.synchronizer(variable) else { return nil }
      return .text((view.holder ?? snapshot.insideCriticalSection.first)?.description ?? "nobody")
    case .slot(let index):
      return snapshot.slots.indices.contains(index) ? .text(snapshot.slots[index].words) : nil
    case .worker(let id, let term): return snapshot.worker(id).flatMap { snapshot.value(of: term, $0) }
    case .fact(let label):
      let fact = snapshot.memory.facts.first { $0.label == label }
      return fact.map { Double($0.value).map(Term.Value.number) ?? .text($0.value) }
    case .measured(let transport, let size, let figure):
      let row = observation.measured.last { $0.transport == transport && $0.size == size }
      return (row?.figures).map { .number($0.value(of: figure)) }
    case .explored(let figure): return (observation.explored?.value(of: figure)).map { .number($0) }
    }
  }
}

extension Snapshot {
  fileprivate func value(of count: Term.Count) -> Term.Value? {
    let number: UInt64
    switch count {
    case .produced: number = ledger.produced
    case .consumed: number = ledger.consumed
    case .taken: number = ledger.taken
    case .lost: number = ledger.lost
    case .duplicated: number = ledger.duplicated
    case .torn: number = ledger.torn
    case .phantom: number = ledger.phantom
    case .overlaps: number = ledger.overlaps
    case .inring: number = ledger.inRing
    case .wrong: number = ledger.violations
    case .steps: number = UInt64(steps)
    case .slots: number = UInt64(slots.count)
    case .processes: number = UInt64(workers.count(where: \.isAlive))
    case .waiting: number = UInt64(workers.count { $0.isAlive && $0.waitsFor != nil })
    case .inside: number = UInt64(insideCriticalSection.count)
    case .expected: number = ledger.produced
    case .text: return message.map { .text($0.text) }
    case .backend: return .text(backend.rawValue)
    case .discipline: return .text(discipline.name)
    case .verdict: return .text(Outcome(of: self).verdict.rawValue)
    }
    return .number(Double(number))
  }

  fileprivate func value(of variable: SharedVariable) -> Double? {
    if let value = values[variable] { return Double(value) }
    if let measure = measures.first(where: { $0.name == variable.name }) { return Double(measure.value) }
    return synchronizer(variable).flatMap { $0.hasValue ? Double($0.value) : nil }
  }

  fileprivate func value(of term: Term.WorkerTerm, _ worker: WorkerView) -> Term.Value? {
    switch term {
    case .state: return .text(worker.stateWord)
    case .next: return operation(of: worker).map { .text($0.text) }
    case .items: return .number(Double(worker.items))
    case .waits: return .text(worker.waitsInTruthFor?.name ?? "nothing")
    case .heard: return (message?.heard[worker.id]).map { .text($0.text) }
    case .register(let name): return worker.registers.first { $0.name == name }.map(\.termValue)
    }
  }
}

extension WorkerView {
  var stateWord: String {
    switch state {
    case .starting: "starting"
    case .running: "running"
    case .parked: "parked"
    case .blocked: "blocked"
    case .spinning: "spinning"
    case .resting: "resting"
    case .finished: "finished"
    case .ended(.killed): "killed"
    case .ended(.exited): "ended"
    case .unreadable: "unreadable"
    }
  }
}

extension Register {
  fileprivate var termValue: Term.Value {
    switch value {
    case .number(let number): .number(Double(number))
    case .item(let item): .text(item?.words ?? "nothing")
    }
  }
}

extension Item {
  /// `P1.2`: the second item of the producer P1.
  fileprivate var words: String { "P\(producer).\(sequence)" }
}

extension Slot {
  /// Its contents in a word: `empty`, `P1.2`, `taken`, `torn`.
  fileprivate var words: String {
    switch contents {
    case .empty: "empty"
    case .whole(_, taken: true): "taken"
    case .whole(let item, taken: false): item.words
    case .writing: "writing"
    case .torn: "torn"
    case .foreign: "foreign"
    }
  }
}

extension ComparisonRow.Figures {
  fileprivate func value(of figure: Term.Figure) -> Double {
    switch figure {
    case .rate: messagesPerSecond
    case .roundtrip: Double(roundTrip)
    case .calls: systemCalls
    }
  }
}
