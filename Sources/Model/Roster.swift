extension Schedule {
  /// Why it cannot be followed, begun with the workers of a setup; nil if nothing that can be told beforehand is against
  /// it. The end of a sentence.
  public func whyNot(_ setup: Setup) -> String? {
    var roster = Roster(setup)
    for (index, move) in moves.enumerated() {
      if let reason = roster.whyNot(move) { return "move \(index + 1), \(move): \(reason)" }
      roster.make(move)
    }
    return nil
  }
}

/// Who takes part, move after move, as far as a schedule alone tells.
private struct Roster {
  private enum Standing {
    case alive
    case killed
    /// Asked to leave: when its item is done depends on all the others, so it may be gone or not.
    case leaving
  }

  private let program: Program
  private var standings: [WorkerID: Standing] = [:]

  init(_ setup: Setup) {
    program = setup.program
    for id in setup.roster { standings[id] = .alive }
  }

  func whyNot(_ move: Move) -> String? {
    let id = move.worker
    switch (move, standings[id]) {
    case (.add, nil), (.add, .leaving): return whyNotAdd(id)
    case (.add, .alive): return "\(id) already exists"
    case (.add, .killed): return "\(id) was killed; restart:\(id) starts it again"
    case (_, nil): return "there is no \(id) among the \(standings.count) processes; add:\(id) lets it join"
    case (.step, .killed): return "\(id) was killed; put restart:\(id) before it"
    case (.kill, .killed): return "\(id) was killed before"
    case (.restart, .alive), (.restart, .leaving): return "\(id) was not killed before"
    case (.remove, .leaving): return "\(id) was asked to leave before"
    case (.remove, _) where !standings.contains(where: { $0.key != id && $0.value != .leaving }):
      return "\(id) is the last process; one has to stay"
    case (.step, _), (.kill, _), (.restart, _), (.remove, _): return nil
    }
  }

  private func whyNotAdd(_ id: WorkerID) -> String? {
    let most = Setup.Limit.workersPerRole.upperBound
    if !program.roles.contains(id.role) { return "the program \(program.name) has no process \(id)" }
    return id.number > most ? "a role has \(most) processes at most" : nil
  }

  mutating func make(_ move: Move) {
    let id = move.worker
    switch move {
    case .step: break
    // Who dies on its way out is not waited for.
    case .kill: standings[id] = standings[id] == .leaving ? nil : .killed
    case .restart, .add: standings[id] = .alive
    case .remove: standings[id] = standings[id] == .killed ? nil : .leaving
    }
  }
}
