extension Schedule {
  /// Why it cannot be followed, begun with the workers of a setup; nil if nothing that can be told beforehand is against
  /// it. The end of a sentence.
  public func whyNot(_ setup: Setup) -> String? {
    var roster = ScheduledRoster(setup)
    for (index, move) in moves.enumerated() {
      if let obstacle = roster.whyNot(move) {
        return "move \(index + 1), \(move): \(obstacle)\(roster.advice(on: obstacle))"
      }
      roster.make(move)
    }
    return nil
  }
}

/// Who takes part, move after move, as far as a schedule alone tells.
private struct ScheduledRoster: Roster {
  let program: Program
  private var memberships: [WorkerID: Membership] = [:]

  init(_ setup: Setup) {
    program = setup.program
    for id in setup.roster { memberships[id] = .alive }
  }

  var rule: Discipline? { nil }
  var participants: [WorkerID] { Array(memberships.keys) }
  func membership(of id: WorkerID) -> Membership? { memberships[id] }

  mutating func make(_ move: Move) {
    let id = move.worker
    switch move {
    case .step: break
    // Who dies on its way out is not waited for.
    case .kill: memberships[id] = memberships[id] == .leavingOrGone ? nil : .ended
    case .restart, .add: memberships[id] = .alive
    // When its item is done depends on all the others, so it may be gone or not.
    case .remove: memberships[id] = memberships[id] == .ended ? nil : .leavingOrGone
    }
  }

  /// What to write into the schedule instead.
  func advice(on obstacle: Obstacle) -> String {
    switch obstacle {
    case .ended(let id): "; restart:\(id) starts it again"
    case .noProcess(let id): " among the \(memberships.count) processes; add:\(id) lets it join"
    case .noRole, .exists, .alive, .leaving, .last, .full, .limited: ""
    }
  }
}
