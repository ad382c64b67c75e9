import Model
import Programs
import SharedMemory

/// The commands to a running experiment.
extension Experiment {
  /// Carries out a command, or throws the reason why it cannot.
  /// - Parameter each: called after each move of a command that makes several. Without it, consecutive steps of one
  ///   process are granted at once.
  public func apply(_ command: Command, after each: ((Move) -> Void)? = nil) throws(Refusal) {
    // A death that others caused meanwhile precedes this command in the history.
    if panel.pace == .step { reap() }
    switch command {
    case .pace(let pace): setPace(pace)
    case .step(let id): try make(.step(id))
    case .stepAll: try stepAll(after: each)
    case .back: try stepBack()
    case .forward: try stepForward()
    case .follow(let schedule): try follow(schedule, after: each)
    case .rehearse(let schedule): try rehearse(schedule)
    case .discipline(let name): try setDiscipline(name)
    case .add(let role): try add(role)
    case .remove(let id): try make(.remove(id))
    case .kill(let id): try make(.kill(id))
    case .restart(let id): try make(.restart(id))
    case .reset: try resetInPlace()
    }
  }

  /// Restarts under the same discipline.
  /// - Parameter roster: the workers that take part; by default the present ones.
  func resetInPlace(roster: [WorkerID]? = nil) throws(Refusal) {
    try reset(discipline: disciplineIndex, roster: roster)
  }

  private func setPace(_ pace: Pace) {
    if pace != .step { history.lose("the processes ran freely since the last reset") }
    panel.setPace(pace)
    pin()
    guard pace == .step else { return }
    sleepQueue.removeAll()
    waitUntilQuiet()
    synchronize()
  }

  // MARK: - Resetting

  private func setDiscipline(_ name: String) throws(Refusal) {
    guard let index = Catalogue.index(of: name, in: setup.program) else {
      throw Refusal("\(ExperimentError.noDiscipline(name, setup.program))")
    }
    let counts = { role in self.members.keys.count { $0.role == role } }
    if let reason = Catalogue.disciplines[index].whyNot(counts) { throw Refusal(reason) }
    try reset(discipline: index)
  }

  /// Brings all workers to rest, empties ring and ledger, restarts the dead workers, and lets all run.
  private func reset(discipline index: Int, roster: [WorkerID]? = nil) throws(Refusal) {
    if resetFromImage(discipline: index, roster: roster) { return noteReset(roster: roster) }
    startImage = nil
    comeToRest()
    dismiss(allBut: roster)
    noteReset(roster: roster)
    do {
      try makeReady(Catalogue.disciplines[index])
    } catch {
      // The workers cannot continue from where they were: they restart under the old discipline.
      try? makeReady(Catalogue.disciplines[disciplineIndex])
      panel.run(discipline: disciplineIndex)
      throw Refusal("\(Catalogue.disciplines[index].name) is not available here: \(error)")
    }
    // A worker that cannot be restarted must not keep the others at rest.
    var failure: Refusal?
    for id in history.roster where members[id]?.process.isRunning != true {
      do { try start(id) } catch { failure = Refusal("\(error)") }
    }
    panel.run(discipline: index)
    if panel.pace == .step { waitUntilQuiet(patience: Self.patienceForStarts) }
    synchronize()
    startImage = StartImage(of: self)
    if let failure {
      history.lose("a process could not be started again at the last reset")
      throw failure
    }
  }

  /// Forgets what happened before a reset.
  private func noteReset(roster: [WorkerID]?) {
    sleepQueue.removeAll()
    steps = 0
    resets += 1
    troubles = []
    history = History(roster: roster ?? members.keys.sorted())
    if panel.pace != .step { history.lose("the processes ran freely since the last reset") }
  }

  /// Ends the workers that were asked to leave, because their items no longer exist, and those that are not in the
  /// roster.
  private func dismiss(allBut roster: [WorkerID]?) {
    for (id, member) in members where member.isLeaving || roster?.contains(id) == false {
      end(id, quietly: true)
      members[id] = nil
    }
    for id in records.keys where members[id] == nil { releaseRecord(of: id) }
    // Somebody may have written over them.
    for (id, record) in records { region.assign(record, to: id) }
  }
}
