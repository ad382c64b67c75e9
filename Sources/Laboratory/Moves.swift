import Model
import Programs
import SharedMemory

/// What is done to the workers one by one: they step, are killed, come and go.
extension Experiment {
  /// Makes a move. While time stands still it is entered into the history, once everything has come to rest after it: a
  /// death may wake others.
  public func make(_ move: Move) throws(Refusal) {
    // Where everyone stands at the first move is part of what it leads to.
    if panel.pace == .step && history.moves.isEmpty { waitUntilQuiet() }
    if case .step(let id) = move {
      try step(id)
      return
    }
    if let refusal = refusal(of: move) { throw refusal }
    switch move {
    case .step: break
    case .kill(let id): end(id)
    case .restart(let id), .add(let id): try startProcess(id)
    case .remove(let id): remove(id)
    }
    if panel.pace == .step { enterWhenQuiet(move) }
  }

  /// Enters a move once nothing more comes of it.
  func enterWhenQuiet(_ move: Move) {
    if !waitUntilQuiet(patience: Self.patienceForStarts) {
      history.lose("not everyone came to rest after \(move)")
    }
    enter(move)
  }

  /// The number of the next process of a role, as its name.
  func newcomer(_ role: Role) throws(Refusal) -> WorkerID {
    guard let number = Setup.Limit.workersPerRole.dropFirst().first(where: { members[WorkerID(role, $0)] == nil })
    else {
      throw Refusal("there are already \(Setup.Limit.workersPerRole.upperBound) \(role)s, the most that there can be")
    }
    return WorkerID(role, number)
  }

  /// Why a move cannot be made; nil if it can. What a step is refused for besides is seen when it is made: see `step`.
  func refusal(of move: Move) -> Refusal? {
    let id = move.worker
    if case .add = move { return refusal(ofAdding: id) }
    guard let member = members[id] else { return Refusal("there is no \(id)") }
    let isRunning = member.process.isRunning
    switch move {
    case .step where !isRunning: return Refusal("\(id) has ended; start it again first")
    case .kill where !isRunning: return Refusal("\(id) has already ended")
    case .restart where isRunning:
      return Refusal("\(id) is alive; only a process that ended can be started again")
    case .remove where member.isLeaving: return Refusal("\(id) already leaves as soon as its item is done")
    case .remove where !members.contains(where: { $0.key != id && !$0.value.isLeaving }):
      return Refusal("\(id) is the last process; add another one first")
    case .step, .kill, .restart, .add, .remove: return nil
    }
  }

  private func refusal(ofAdding id: WorkerID) -> Refusal? {
    let role = id.role
    guard setup.program.roles.contains(role) else {
      return Refusal("the program \(setup.program.rawValue) has no \(role)s")
    }
    guard Setup.Limit.workersPerRole.contains(id.number) else {
      return Refusal("a role has \(Setup.Limit.workersPerRole.upperBound) processes at most")
    }
    guard members[id] == nil else { return Refusal("\(id) already exists") }
    if let limit = region.discipline.limit, members.keys.count(where: { $0.role == role }) >= limit.perRole {
      return Refusal("\(region.discipline.name) is made for \(limit.perRole) \(role): \(limit.reason)")
    }
    return nil
  }

  private func remove(_ id: WorkerID) {
    guard members[id]?.process.isRunning == true else {
      members[id] = nil
      return
    }
    members[id]?.isLeaving = true
    let words = region.workers[id.record]
    words.order.storeRelease(RegionValue.leave)
    words.wakeFutex.ring()
    if isOnItsWayOut(id) { wake(id) }
  }

  private func startProcess(_ id: WorkerID) throws(Refusal) {
    do { try start(id) } catch { throw Refusal("\(error)") }
  }
}
