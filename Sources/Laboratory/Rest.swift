import Model
import Programs
import SharedMemory

/// Bringing workers to rest before a reset.
extension Experiment {
  /// Brings all workers to rest: between two items while they run, or where they are while they are stepped.
  ///
  /// A signal wakes each worker whose sleep would never end, and the worker gives up its wait. A worker that does not
  /// respond, for instance because somebody has stopped it, is replaced by a new process.
  func comeToRest() {
    panel.rest(fromWhereTheyStand: panel.pace == .step)
    sleepBelief.reset()
    var standstill = Standstill()
    var sleepers = SleepWatch()
    var dislodged: Set<WorkerID> = []
    let isDone = wait {
      let awake = members.filter { isAwake($0.key, $0.value) }
      if awake.isEmpty { return true }
      // A worker that sleeps without saying so: the standstill does not cover it.
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
    // Nobody is doing a step any more, even if somebody wrote that there.
    for id in members.keys { words(of: id).granted.store(words(of: id).passed.load()) }
    lose(to: reapTheDead())
  }

  /// Ends a worker's endless sleep: by a signal, or if that did not help, by killing the worker. No signal interrupts
  /// a sleep on a mutex or a condition that began at full speed.
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
