import Model
import Programs
import SharedMemory

/// What is done to the workers one by one: they step, are killed, come and go.
extension Experiment {
  /// Makes a move. While time stands still it is entered into the history, once everything has come to rest after it: a
  /// death may wake others.
  func make(_ move: Move) throws(Refusal) {
    // Where everyone stands at the first move is part of what it leads to.
    if panel.pace == .step && history.moves.isEmpty { waitUntilQuiet() }
    switch move {
    case .step(let id):
      try step(id)
      return
    case .kill(let id): try kill(id)
    case .restart(let id): try restart(id)
    case .add(let id): try add(id)
    case .remove(let id): try remove(id)
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
      throw Refusal("there are already \(Setup.Limit.workersPerRole.upperBound) \(setup.program.noun(role))s, the most that there can be")
    }
    return WorkerID(role, number)
  }

  private func add(_ id: WorkerID) throws(Refusal) {
    let role = id.role
    guard setup.program.roles.contains(role) else {
      throw Refusal("the program \(setup.program.name) has no process \(id)")
    }
    guard Setup.Limit.workersPerRole.contains(id.number) else {
      throw Refusal("a role has \(Setup.Limit.workersPerRole.upperBound) processes at most")
    }
    guard members[id] == nil else { throw Refusal("\(id) already exists") }
    if let limit = region.discipline.limit, members.keys.count(where: { $0.role == role }) >= limit.perRole {
      throw Refusal("\(region.discipline.name) is made for \(limit.perRole) \(setup.program.noun(role)): \(limit.reason)")
    }
    try startProcess(id)
  }

  private func remove(_ id: WorkerID) throws(Refusal) {
    let member = try member(id)
    guard !member.isLeaving else { throw Refusal("\(id) already leaves as soon as its item is done") }
    guard members.contains(where: { $0.key != id && !$0.value.isLeaving }) else {
      throw Refusal("\(id) is the last process; add another one first")
    }
    guard member.process.isRunning else {
      members[id] = nil
      return
    }
    members[id]?.isLeaving = true
    let words = words(of: id)
    words.order.storeRelease(RegionValue.leave)
    words.wakeFutex.ring()
    if isOnItsWayOut(id) { wake(id) }
  }

  private func kill(_ id: WorkerID) throws(Refusal) {
    guard try member(id).process.isRunning else { throw Refusal("\(id) has already ended") }
    end(id)
  }

  private func restart(_ id: WorkerID) throws(Refusal) {
    guard try !member(id).process.isRunning else {
      throw Refusal("\(id) is alive; only a process that ended can be started again")
    }
    try startProcess(id)
  }

  private func startProcess(_ id: WorkerID) throws(Refusal) {
    do { try start(id) } catch { throw Refusal("\(error)") }
  }

  func member(_ id: WorkerID) throws(Refusal) -> Member {
    guard let member = members[id] else { throw Refusal("there is no \(id)") }
    return member
  }
}
