import Model

extension BoundedExperiment {
  /// Makes moves from a reset, one by one, and returns them with the states around each.
  public func trace(_ schedule: Schedule) throws(Refusal) -> [TracedMove] {
    try reset()
    var traced: [TracedMove] = []
    var before = experiment.snapshot(withSchedule: false)
    var running: WorkerID?
    for (index, move) in schedule.moves.enumerated() {
      let isPreemption = isPreemption(move, running: running)
      if case .step(let id) = move { running = id }
      try make(move)
      let after = experiment.snapshot(withSchedule: false)
      traced.append(TracedMove(index + 1, move, before: before, after: after))
      traced[index].isPreemption = isPreemption
      before = after
    }
    return traced
  }

  private func isPreemption(_ move: Move, running: WorkerID?) -> Bool {
    guard case .step(let id) = move, let running, id != running else { return false }
    return enabledMoves.contains(.step(running))
  }
}
