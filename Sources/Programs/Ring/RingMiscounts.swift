import Model

extension Snapshot {
  /// The wrong counters, once every process stands still.
  ///
  /// Each process is at the start of its cycle, or has done the operations before its present one. Subtract from a
  /// counter the changes of the living processes in their present cycles, and subtract their changes from the ring's
  /// contents: the two results must agree. The changes of a dead process count as lost.
  var ringMiscounts: [Miscount] {
    let items = Int(clamping: ledger.inRing) - sum { $0.itemChange }
    return synchronizers.compactMap { view in
      let variable = view.variable
      guard let start = countAtStart(view, items: items), isBalanced(variable) else { return nil }
      let balance = start + sum { $0.change(of: variable) }
      // A semaphore is never below 0. If more processes passed it than its count allowed, the exclusion failed.
      let expected = view.kind == .count ? balance : max(0, balance)
      return view.value == expected ? nil : Miscount(variable: variable, value: view.value, expected: expected)
    }
  }

  /// The value of a counter when every living process is at the start of its cycle; nil if it cannot be judged.
  private func countAtStart(_ view: SynchronizerView, items: Int) -> Int? {
    switch (view.kind, view.variable) {
    case (.semaphore, .empty), (.systemVSemaphore, .empty): slots.count - items
    case (.semaphore, .full), (.systemVSemaphore, .full), (.count, .count): items
    case (.semaphore, .mutex), (.systemVSemaphore, .mutex): 1
    default: nil
    }
  }

  /// Whether, by the listing, a cycle of each role changes the counter like the ring. If not, the discipline forgets
  /// an operation, and no count was lost.
  private func isBalanced(_ variable: SharedVariable) -> Bool {
    guard discipline.consults(variable) else { return false }
    return discipline.program.roles.allSatisfy { role in
      let operations = discipline.listing.operations(of: role).filter { !$0.isConditional }
      let items = operations.reduce(0) { $0 + $1.itemChange }
      let changes = operations.reduce(0) { $0 + $1.change(of: variable) }
      switch variable {
      case .empty: return changes == -items
      case .full, .count: return changes == items
      default: return changes == 0
      }
    }
  }

  /// The sum of the living processes' changes in their present cycles.
  private func sum(_ change: (Operation) -> Int) -> Int {
    workers.reduce(0) { sum, worker in
      switch worker.state {
      case .parked, .blocked: break
      default: return sum
      }
      let done = discipline.listing.operations(of: worker.id.role).prefix(worker.operation ?? 0)
      return sum + done.filter { !$0.isConditional }.reduce(0) { $0 + change($1) }
    }
  }
}

extension Operation {
  /// The change to the number of items in the ring.
  fileprivate var itemChange: Int {
    guard variable == .slot else { return 0 }
    return kind == .store ? 1 : kind == .load ? -1 : 0
  }

  /// The change to a counter.
  fileprivate func change(of counter: SharedVariable) -> Int {
    guard variable == counter else { return 0 }
    switch kind {
    case .wait: return -1
    case .post: return 1
    case .update: return text.contains("- 1") ? -1 : 1
    case .sleep, .signal, .spin, .test, .compute, .load, .store: return 0
    }
  }
}

extension Snapshot {
  /// Whether a test of the number of items would now make a new process of a role wait.
  func isHeldUp(_ role: Role) -> Bool {
    let counted = synchronizer(.count)?.value ?? discipline.indices.distance(from: out, to: self.in)
    guard let items = counted else { return false }
    return items == (role == .producer ? slots.count : 0)
  }
}
