import Model
import Programs
import SharedMemory

/// What can be asked of an experiment while it runs.
extension Experiment {
  /// Carries out a command, or says why it cannot be.
  public func apply(_ command: Command) throws(Refusal) {
    switch command {
    case .pace(let pace): setPace(pace)
    case .step(let id): try step(id)
    case .stepAll: try stepAll()
    case .back: try stepBack()
    case .forward: try stepForward()
    case .follow(let schedule): try follow(schedule)
    case .discipline(let name): try setDiscipline(name)
    case .add(let role): try add(role)
    case .remove(let id): try remove(id)
    case .kill(let id): try kill(id)
    case .restart(let id): try restart(id)
    case .reset: try resetInPlace()
    }
    switch command {
    case .add, .remove, .kill, .restart: history.lose("a process came or went since the last reset")
    default: break
    }
  }

  /// Begins anew under the same discipline.
  func resetInPlace() throws(Refusal) { try reset(discipline: disciplineIndex) }

  private func setPace(_ pace: Pace) {
    if pace != .step { history.lose("time ran freely since the last reset") }
    panel.setPace(pace)
    pin()
    guard pace == .step else { return }
    waitUntilQuiet()
    synchronize()
  }

  // MARK: - Members

  private func add(_ role: Role) throws(Refusal) {
    guard setup.program.roles.contains(role) else {
      throw Refusal("the program \(setup.program.rawValue) has no \(role)s")
    }
    if let limit = region.discipline.limit, members.keys.count(where: { $0.role == role }) >= limit.perRole {
      throw Refusal("\(region.discipline.name) is made for \(limit.perRole) \(role): \(limit.reason)")
    }
    guard let number = Setup.Limit.workersPerRole.dropFirst().first(where: { members[WorkerID(role, $0)] == nil })
    else {
      throw Refusal("there are already \(Setup.Limit.workersPerRole.upperBound) \(role)s, and there can be no more")
    }
    try restartProcess(WorkerID(role, number))
  }

  private func remove(_ id: WorkerID) throws(Refusal) {
    let member = try member(id)
    guard members.contains(where: { $0.key != id && !$0.value.isLeaving }) else {
      throw Refusal("\(id) is the last process; add another before it goes")
    }
    guard member.process.isRunning else {
      members[id] = nil
      return
    }
    members[id]?.isLeaving = true
    let words = region.workers[id.record]
    words.order.publish(RegionValue.leave)
    words.bell.ring()
    wake(id)
  }

  private func kill(_ id: WorkerID) throws(Refusal) {
    guard try member(id).process.isRunning else { throw Refusal("\(id) has already ended") }
    end(id)
  }

  private func restart(_ id: WorkerID) throws(Refusal) {
    guard try !member(id).process.isRunning else {
      throw Refusal("\(id) is alive; only a process that ended can be started again")
    }
    try restartProcess(id)
  }

  private func restartProcess(_ id: WorkerID) throws(Refusal) {
    do { try start(id) } catch { throw Refusal("\(error)") }
    if panel.pace == .step { waitUntilQuiet() }
  }

  func member(_ id: WorkerID) throws(Refusal) -> Member {
    guard let member = members[id] else { throw Refusal("there is no \(id)") }
    return member
  }

  // MARK: - From the start

  private func setDiscipline(_ name: String) throws(Refusal) {
    guard let index = Catalogue.index(of: name, in: setup.program) else {
      throw Refusal("\(ExperimentError.noDiscipline(name, setup.program))")
    }
    let counts = { role in self.members.keys.count { $0.role == role } }
    if let reason = Catalogue.disciplines[index].whyNot(counts) { throw Refusal(reason) }
    try reset(discipline: index)
  }

  /// Brings everyone to rest, empties ring and ledger, starts whoever had died, and lets them go on.
  private func reset(discipline index: Int) throws(Refusal) {
    comeToRest()
    steps = 0
    resets += 1
    history = History()
    if panel.pace != .step { history.lose("time ran freely since the last reset") }
    do {
      try makeReady(Catalogue.disciplines[index])
    } catch {
      // Nobody can go on from where they stood: the old rules begin anew.
      try? makeReady(Catalogue.disciplines[disciplineIndex])
      panel.run(discipline: disciplineIndex)
      throw Refusal("\(Catalogue.disciplines[index].name) cannot be had here: \(error)")
    }
    // One that cannot be started again must not keep the others at rest.
    var failure: Refusal?
    for (id, member) in members where !member.process.isRunning {
      do { try start(id) } catch { failure = Refusal("\(error)") }
    }
    panel.run(discipline: index)
    if panel.pace == .step { waitUntilQuiet() }
    synchronize()
    if let failure { throw failure }
  }
}
