import Model
import Programs
import SharedMemory

/// Moves of single workers: steps, kills, restarts, additions and removals.
extension Experiment {
  /// Makes a move. While stepping, it is recorded in the history once all workers are quiet again: a death may wake
  /// others.
  public func make(_ move: Move) throws(Refusal) {
    // The result of the first move also depends on where all workers are before it.
    if panel.pace == .step && history.moves.isEmpty { waitUntilQuiet() }
    try require(move)
    switch move {
    case .step(let id):
      try step(id)
      return mark()
    case .kill(let id): end(id)
    case .restart(let id), .add(let id): try startProcess(id)
    case .remove(let id): remove(id)
    }
    if panel.pace == .step { enterWhenQuiet(move) }
  }

  /// - Throws: the reason why a move is not legal.
  func require(_ move: Move) throws(Refusal) {
    if let obstacle = whyNot(move) { throw Refusal("\(obstacle)") }
  }

  /// Records a move once it has no further effects.
  func enterWhenQuiet(_ move: Move) {
    if !waitUntilQuiet(patience: Self.patienceForStarts) {
      history.lose("not everyone came to rest after \(move)")
    }
    enter(move)
    mark()
  }

  private func remove(_ id: WorkerID) {
    guard members[id]?.process.isRunning == true else {
      members[id] = nil
      return
    }
    members[id]?.isLeaving = true
    let words = words(of: id)
    words.order.storeRelease(RegionValue.leave)
    words.wakeFutex.ring()
    if isOnItsWayOut(id) { wake(id) }
  }

  private func startProcess(_ id: WorkerID) throws(Refusal) {
    do { try start(id) } catch { throw Refusal("\(error)") }
  }

  /// Adds a process of a role.
  func add(_ role: Role) throws(Refusal) {
    let id: WorkerID
    do { id = try newcomer(role) } catch { throw Refusal("\(error)") }
    try make(.add(id))
  }
}

extension Experiment: Roster {
  public var program: Program { setup.program }
  public var rule: Discipline? { region.discipline }
  public var participants: [WorkerID] { Array(members.keys) }

  public func membership(of id: WorkerID) -> Membership? {
    members[id].map { $0.process.isRunning ? $0.isLeaving ? .leaving : .alive : .ended }
  }
}
