import Model
import Programs
import SharedMemory

/// Bringing workers to rest before a reset.
extension Experiment {
  /// Brings all workers to rest: between two items while they run, from where they stand while they are stepped.
  ///
  /// Who sleeps for something that will not come is woken by a signal and gives up. Who does not answer, stopped by
  /// someone else, say, is replaced by a new process.
  func comeToRest() {
    panel.rest(fromWhereTheyStand: panel.pace == .step)
    sleepBelief.reset()
    var standstill = Standstill()
    var sleepers = SleepWatch()
    var dislodged: Set<WorkerID> = []
    let isDone = wait {
      let awake = members.filter { isAwake($0.key, $0.value) }
      if awake.isEmpty { return true }
      // One that sleeps and does not say so is told apart from all that is waited for.
      for id in awake.keys where words(of: id).state.loadAcquire() != RegionValue.blocked {
        if sleepers.isDormant(id, sleepsWherever(id)) { end(id, quietly: true) }
      }
      if standstill.holds(self, awake.keys) {
        panel.nextGeneration()
        for id in awake.keys { dislodge(id, isFirst: dislodged.insert(id).inserted) }
        sleepBelief.reset()
      }
      return false
    }
    if !isDone {
      noteStopped()
      for (id, member) in members where isAwake(id, member) { end(id) }
    }
    // Nobody is in the middle of a step any more, even if somebody wrote that there.
    for id in members.keys { words(of: id).granted.store(words(of: id).passed.load()) }
    lose(to: reapTheDead())
  }

  /// Gets a worker out of a sleep for something that will not come: by a signal, or where that did not help, by its end.
  /// No signal interrupts a sleep on a mutex or a condition that began at full speed.
  private func dislodge(_ id: WorkerID, isFirst: Bool) {
    guard words(of: id).state.loadAcquire() == RegionValue.blocked else { return }
    guard let kind = region.variable(of: words(of: id)).flatMap(region.discipline.synchronizer)?.kind else { return }
    switch kind {
    case .semaphore, .systemVSemaphore: wake(id)
    default: if isFirst { wake(id) } else { end(id, quietly: true) }
    }
  }

  private func isAwake(_ id: WorkerID, _ member: Member) -> Bool {
    let state = words(of: id).state.loadAcquire()
    return member.process.isRunning && state != RegionValue.resting && state != RegionValue.finished
  }
}
