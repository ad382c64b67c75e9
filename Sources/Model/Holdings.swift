/// Which locks processes hold: by the locks' own word where they name their holder, else by where each process stands.
extension Snapshot {
  /// The exclusive locks that a worker holds, in the order in which the discipline names them.
  public func holdings(of worker: WorkerView) -> [SharedVariable] {
    let operation = operation(of: worker)
    let inside = isInside(worker) ? discipline.exclusion : nil
    return synchronizers.filter(\.synchronizer.isExclusive).filter { view in
      if view.variable == inside || view.holder == worker.id { return true }
      return !view.synchronizer.namesItsHolder && operation?.holds.contains(view.variable) == true
    }.map(\.variable)
  }

  /// The worker whose process ended while it held a lock, which nobody will give back now.
  public func deadHolder(of variable: SharedVariable) -> WorkerID? {
    guard let view = synchronizer(variable), view.value <= 0 else { return nil }
    return workers.first { worker in
      guard case .ended = worker.state else { return false }
      return view.owner.map { $0 == worker.pid } ?? holdings(of: worker).contains(variable)
    }?.id
  }

  /// Why a lock beside that of the critical section is not to be had.
  func declaredReason(_ id: WorkerID, _ variable: SharedVariable, _ view: SynchronizerView?) -> Wait.Reason {
    if let dead = deadHolder(of: variable) { return .diedInside(dead) }
    let holders = workers.filter { $0.isAlive && $0.id != id && holdings(of: $0).contains(variable) }.map(\.id)
    if !holders.isEmpty { return .held(by: holders) }
    // Only its holder could unlock it, and that process is gone.
    return view?.synchronizer.namesItsHolder == true ? .nobodyIsLeft : giversReason(id, variable)
  }
}
