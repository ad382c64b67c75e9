extension Snapshot {
  /// The waits that none of these processes will ever end. The snapshot must show all of them standing still.
  ///
  /// A wait ends if a process that can end it is able to move, or itself waits for something that will happen.
  public var endlessWaits: [Wait] {
    let waits = waits
    if isStuck && !canWakeUp { return waits }
    var endless = waits.filter { wait in
      // The wake-up never came, unless the worker is awake and about to take it.
      wait.reason != .isThere || worker(wait.worker).map { sleeps($0, on: wait.variable) } == true
    }
    while true {
      let stuck = Set(endless.map(\.worker))
      let remaining = endless.filter { wait in
        switch wait.reason {
        case .diedInside, .nobodyIsLeft, .nobodyEverDoes, .isThere: true
        case .held(let ids), .onlyFrom(let ids): ids.allSatisfy(stuck.contains)
        }
      }
      if remaining.count == endless.count { return endless }
      endless = remaining
    }
  }

  /// Whether every living process waits for ever: nobody will move again.
  public var isDeadlocked: Bool {
    guard isStuck else { return false }
    let endless = Set(Outcome(of: self).waits.map(\.worker))
    return workers.allSatisfy { !$0.isAlive || endless.contains($0.id) }
  }

  /// The role of which one more process could reach the operation that ends a wait for this variable; nil if none
  /// could.
  public func helper(for variable: SharedVariable, awaitedBy role: Role) -> Role? {
    discipline.program.roles.first { helper in
      let count = workers.count { $0.id.role == helper }
      let isAllowed = count < min(Setup.Limit.workersPerRole.upperBound, discipline.limit?.perRole ?? .max)
      return isAllowed && canReach(variable, helper, awaitedBy: role)
    }
  }

  /// Whether a new process of a role would pass everything before the operation that ends a wait for the variable.
  private func canReach(_ variable: SharedVariable, _ role: Role, awaitedBy waiting: Role) -> Bool {
    for operation in discipline.listing.operations(of: role) where !operation.isConditional {
      if gives(operation, of: role, variable, to: waiting) { return true }
      switch operation.kind {
      case .wait, .spin:
        guard let view = synchronizer(operation.variable) else { return false }
        if isInherited(view) {
          // The repair wakes all that sleep on a condition.
          if discipline.synchronizer(variable)?.kind == .condition, repairs(role) { return true }
        } else if view.value <= 0, !willBeFree(view, for: role) {
          return false
        }
      case .test:
        // A process of another role that can move will change what it tests.
        let isChanging = able.contains { $0.id.role != role }
        if !isChanging && discipline.program.ledger.holdsUp(self, role) { return false }
      case .sleep, .post, .signal, .compute, .update, .load, .store: break
      }
    }
    return false
  }

  /// Whether the next process gets a robust mutex since its holder died: EOWNERDEAD, pthread_mutex_lock(3p).
  private func isInherited(_ view: SynchronizerView) -> Bool {
    guard case .mutex(_, isRobust: true) = view.kind, let owner = view.owner else { return false }
    return !workers.contains { $0.pid == owner && $0.isAlive }
  }

  /// Whether a process of a role repairs what a dead one left unfinished.
  private func repairs(_ role: Role) -> Bool {
    discipline.listing.operations(of: role).contains { $0.kind == .update && $0.variable == .mutex }
  }

  /// Whether a process that can move holds a lock that is taken, or will post a semaphore that is at 0.
  private func willBeFree(_ view: SynchronizerView, for role: Role) -> Bool {
    if view.synchronizer.isExclusive {
      return able.contains { view.holder == $0.id || (view.holder == nil && holdsExclusion(view.variable, $0)) }
    }
    return able.contains { worker in
      operations(of: worker).contains { gives($0, of: worker.id.role, view.variable, to: role) }
    }
  }

  /// The living processes that do not wait.
  private var able: [WorkerView] { workers.filter { $0.isAlive && $0.waitsInTruthFor == nil } }

  private func holdsExclusion(_ variable: SharedVariable, _ worker: WorkerView) -> Bool {
    variable == discipline.exclusion ? isInside(worker) : holdings(of: worker).contains(variable)
  }
}
