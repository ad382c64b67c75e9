import Model

extension Snapshot {
  /// What counts wrongly, once every process stands still.
  ///
  /// Each process is at the start of its cycle, or has done the operations before the one at which it stands. A counter
  /// less what the living have done to it in the present cycle must be what the ring says, less what they have done to the
  /// ring. What a dead process had done is nobody's any more.
  var ringMiscounts: [Miscount] {
    let items = Int(clamping: ledger.inRing) - sum { $0.itemChange }
    return synchronizers.compactMap { view in
      let variable = view.variable
      guard let start = countAtStart(view, items: items), isBalanced(variable) else { return nil }
      let balance = start + sum { $0.change(of: variable) }
      // No semaphore falls below 0. With more processes past it than it had counts, exclusion is what broke.
      let expected = view.kind == .count ? balance : max(0, balance)
      return view.value == expected ? nil : Miscount(variable: variable, value: view.value, expected: expected)
    }
  }

  /// What a counter is while every living process is at the start of its cycle; nil if it is none that can be judged.
  private func countAtStart(_ view: SynchronizerView, items: Int) -> Int? {
    switch (view.kind, view.variable) {
    case (.semaphore, .empty), (.systemVSemaphore, .empty): slots.count - items
    case (.semaphore, .full), (.systemVSemaphore, .full), (.count, .count): items
    case (.semaphore, .mutex), (.systemVSemaphore, .mutex): 1
    default: nil
    }
  }

  /// Whether a cycle of each role changes the counter as it changes the ring, as far as the listing goes. A discipline that
  /// forgets an operation is wrong by itself, and nothing was lost.
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

  /// The sum of what the living have done in their present cycle.
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
  /// How it changes the number of items in the ring.
  fileprivate var itemChange: Int {
    guard variable == .slot else { return 0 }
    return kind == .store ? 1 : kind == .load ? -1 : 0
  }

  /// How it changes a counter.
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
  /// Whether a test of how many items there are would hold up a new process of a role now.
  func isHeldUp(_ role: Role) -> Bool {
    let counted = synchronizer(.count)?.value ?? discipline.indices.distance(from: out, to: self.in)
    guard let items = counted else { return false }
    return items == (role == .producer ? slots.count : 0)
  }
}
