extension Schedule {
  /// The reason why it cannot be followed from the start of a setup; nil if nothing known beforehand prevents it. The
  /// end of a sentence.
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

/// The processes that take part, move after move, as far as the schedule alone determines that.
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
    // A process that is killed while it leaves is not restarted.
    case .kill: memberships[id] = memberships[id] == .leavingOrGone ? nil : .ended
    case .restart, .add: memberships[id] = .alive
    // The end of its item depends on all the other processes, so it may be gone or not.
    case .remove: memberships[id] = memberships[id] == .ended ? nil : .leavingOrGone
    }
  }

  /// A hint what to write into the schedule instead.
  func advice(on obstacle: Obstacle) -> String {
    switch obstacle {
    case .ended(let id): "; restart:\(id) starts it again"
    case .noProcess(let id): " among the \(memberships.count) processes; add:\(id) lets it join"
    case .noRole, .exists, .alive, .leaving, .last, .full, .limited: ""
    }
  }
}
