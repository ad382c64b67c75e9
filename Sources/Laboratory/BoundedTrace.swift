import Model

extension BoundedExperiment {
  /// Makes moves from a reset, one by one, and returns them with the states around each.
  public func trace(_ schedule: Schedule) throws(Refusal) -> [TracedMove] {
    try reset()
    var traced: [TracedMove] = []
    var before = experiment.snapshot(withSchedule: false)
    for (index, move) in schedule.moves.enumerated() {
      try make(move)
      let after = experiment.snapshot(withSchedule: false)
      traced.append(TracedMove(index + 1, move, before: before, after: after))
      before = after
    }
    return traced
  }
}
