import Model
import Programs
import SharedMemory

/// Granting single operations, and waiting until everybody stands still again.
extension Experiment {
  /// How long a worker may take for one operation before it is given up on, in nanoseconds.
  private static let patience: UInt64 = 1_000_000_000
  /// The same for a process that is only being started, on a busy machine.
  static let patienceForStarts: UInt64 = 10_000_000_000

  /// Grants a worker one operation, and returns when it has done it or sleeps in it, and whoever it woke stands still.
  func step(_ id: WorkerID) throws(Refusal) {
    if panel.pace != .step {
      try apply(.pace(.step))
      if let obstacle = whyNot(.step(id)) { throw Refusal("\(obstacle)") }
    }
    guard let member = members[id] else { return }
    let words = region.workers[id.record]
    // It may just be starting, or coming to its gate.
    if words.state.loadAcquire() != RegionValue.parked { waitUntilQuiet([id]) }
    let state = words.state.loadAcquire()
    switch state {
    case RegionValue.parked where words.granted.load() == words.passed.loadAcquire(): break
    case RegionValue.blocked where isAsleep(id): throw Refusal("\(id) is blocked; step a process that can free it")
    case _ where state == RegionValue.parked || !RegionValue.isState(state) || sleepsWherever(id):
      throw Refusal("somebody wrote into the record of \(id), and it no longer says what \(id) does; R resets")
    case RegionValue.blocked: throw Refusal("\(id) is blocked; step a process that can free it")
    default: throw Refusal("\(id) has not reached its next operation yet; try again in a moment")
    }
    let operation = region.operation(of: id)
    let waiters = operation?.wakes.flatMap(sleepers) ?? []
    let wakeOrder = wakeOrder(of: operation)
    hold(wakeOrder)
    sleepBelief.reset()
    words.granted.storeRelease(words.granted.load() &+ 1)
    words.wakeFutex.ring()
    steps += 1
    stepping = id
    defer { stepping = nil }
    var isDone = waitUntilQuiet([id] + waiters)
    release(wakeOrder)
    // Its end, if it left or died with this step, may have woken others.
    if members[id]?.process.isRunning != true { isDone = waitUntilQuiet() && isDone }
    guard !isStopped(id, before: words) else {
      history.lose("\(id) was stopped by a signal in the middle of a step")
      throw Refusal("\(id) was stopped by a signal; kill -CONT \(member.process.pid) continues it")
    }
    guard isDone else {
      history.lose("\(id) has not finished a step")
      throw Refusal("\(id) has not finished its step; try again in a moment")
    }
    enter(.step(id))
  }

  /// Grants one operation to everyone who stands at a gate, in order.
  func stepAll() throws(Refusal) {
    if panel.pace != .step { try apply(.pace(.step)) }
    // Who stands at its gate now: a step may bring another there, whose turn is the next time.
    let ready = members.keys.sorted().filter { id in
      members[id]?.process.isRunning == true && region.workers[id.record].state.loadAcquire() == RegionValue.parked
    }
    for id in ready { try make(.step(id)) }
  }

  /// Who sleeps on a variable. Who was woken from a condition sleeps on the mutex next, until that is free.
  func sleepers(on variable: SharedVariable) -> [WorkerID] {
    members.keys.filter { id in
      let words = region.workers[id.record]
      guard words.state.loadAcquire() == RegionValue.blocked, let waitsFor = words.variable else { return false }
      return waitsFor == variable || (variable == .mutex && isCondition(waitsFor))
    }
  }

  private func isCondition(_ variable: SharedVariable) -> Bool {
    region.discipline.synchronizer(variable)?.kind == .condition
  }

  /// Waits until each of these workers, or of all, is parked, asleep in the kernel, resting or gone. False if some
  /// worker takes longer than any operation should.
  @discardableResult
  func waitUntilQuiet(_ ids: [WorkerID]? = nil, patience: UInt64 = patience) -> Bool {
    var isLate = false
    var sleepers = SleepWatch()
    return wait(patience) {
      // Nothing will come of one that somebody has stopped; asking the kernel is for when it takes long.
      defer { isLate = true }
      return (ids ?? Array(members.keys)).allSatisfy {
        isQuiet($0) || (isLate && (isStopped($0) || sleepers.isDormant($0, sleepsWherever($0))))
      }
    }
  }

  /// Whether the kernel shows a worker asleep at its gate, or on something that it waits for, whatever its record says.
  func sleepsWherever(_ id: WorkerID) -> Bool {
    guard panel.pace == .step || panel.isResting, let member = members[id] else { return false }
    switch member.reader.view(in: region, segment: segment)?.sleep {
    case .gate, .variable, .systemVSemaphore: return true
    default: return false
    }
  }

  /// Waits until a condition over the workers' reports holds, so many nanoseconds at most.
  @discardableResult
  func wait(_ patience: UInt64 = patience, until condition: () -> Bool) -> Bool {
    let deadline = monotonicNanoseconds() + patience
    while true {
      let reports = region.control.reports.loadAcquire()
      if condition() { return true }
      let now = monotonicNanoseconds()
      if now > deadline || isGivenUp(at: now) { return false }
      // A worker that dies, or falls asleep after it said so, does not report: look again soon.
      region.control.reports.wait(while: reports, nanoseconds: 500_000)
      // A death that nobody asked for, in the middle of something: none can tell what it came before.
      if region.control.reports.loadAcquire() == reports { lose(to: reapTheDead().filter { $0.0 != stepping }) }
    }
  }

  /// Whether somebody wants the end, and the moment is over in which everyone may still come to rest.
  private func isGivenUp(at now: UInt64) -> Bool {
    guard isCancelled() else { return false }
    let since = cancelled ?? now
    cancelled = since
    return now &- since > Self.grace
  }

  private static let grace: UInt64 = 80_000_000

  /// Whether a signal keeps a worker from ever answering: SIGSTOP, say.
  func isStopped(_ id: WorkerID) -> Bool {
    guard let member = members[id] else { return false }
    return member.reader.letter.map { $0 == "T" } ?? member.process.isStopped
  }

  /// Whether that is why it has not used its step.
  private func isStopped(_ id: WorkerID, before words: WorkerWords) -> Bool {
    words.passed.loadAcquire() != words.granted.load() && isStopped(id)
  }

  /// Whether nothing more will come of a worker by itself.
  func isQuiet(_ id: WorkerID) -> Bool {
    guard let member = members[id], member.process.isRunning else { return true }
    if isOnItsWayOut(id) { return false }
    let words = region.workers[id.record]
    // Before the state: a worker says that it runs, and only then that it has used its step.
    let isUsed = words.granted.load() == words.passed.loadAcquire()
    switch words.state.loadAcquire() {
    case RegionValue.parked: return isUsed
    case RegionValue.blocked: return isAsleep(id)
    case RegionValue.resting: return panel.isResting
    case RegionValue.finished: return true
    case let state: return !RegionValue.isState(state)
    }
  }

  /// Whether a worker that was asked to leave has nothing in its hands, and goes by itself or when it is woken.
  func isOnItsWayOut(_ id: WorkerID) -> Bool {
    guard members[id]?.isLeaving == true else { return false }
    let words = region.workers[id.record]
    switch words.state.loadAcquire() {
    case RegionValue.finished: return true
    case RegionValue.parked: return words.operation.load() == 0
    case RegionValue.blocked:
      guard words.operation.load() == 0 else { return false }
      // No other sleep is interrupted by a signal. And who would go on sleeping would do so at the end of the queue.
      switch words.variable.flatMap(region.discipline.synchronizer)?.kind {
      case .semaphore, .systemVSemaphore: return true
      default: return false
      }
    default: return false
    }
  }

  /// Whether the kernel agrees that a worker sleeps on what it says. A process that was woken no longer does, from the
  /// moment at which the one who woke it goes on.
  func isAsleep(_ id: WorkerID) -> Bool {
    guard let member = members[id], let variable = region.workers[id.record].variable else { return false }
    guard member.reader.knowsSleep else { return isBelievedAsleep(id, on: variable) }
    guard let found = member.reader.sleepsOn(in: region, segment: segment) else { return false }
    return found == variable || (found == .mutex && isCondition(variable))
  }

  // MARK: - Rest

  /// Brings all workers to rest: between two items while they run, from where they stand while they are stepped.
  ///
  /// Who sleeps for something that will not come is woken by a signal and gives up. Who does not answer at all, stopped
  /// by someone else, say, is replaced by a new process.
  func comeToRest() {
    panel.rest(fromWhereTheyStand: panel.pace == .step)
    sleepBelief.reset()
    var standstill = Standstill()
    var sleepers = SleepWatch()
    let isDone = wait {
      let awake = members.filter { isAwake($0.key, $0.value) }
      if awake.isEmpty { return true }
      // One that sleeps and does not say so is told apart from all that is waited for.
      for id in awake.keys where region.workers[id.record].state.loadAcquire() != RegionValue.blocked {
        if sleepers.isDormant(id, sleepsWherever(id)) { end(id, quietly: true) }
      }
      if standstill.holds(self, awake.keys) {
        panel.nextGeneration()
        awake.keys.forEach(dislodge)
      }
      return false
    }
    if !isDone {
      noteStopped()
      for (id, member) in members where isAwake(id, member) { end(id) }
    }
    // Nobody is in the middle of a step any more, even if somebody wrote that there.
    for id in members.keys { region.workers[id.record].granted.store(region.workers[id.record].passed.load()) }
    lose(to: reapTheDead())
  }

  /// Gets a worker out of a sleep for something that will not come: by a signal, or, since none interrupts a sleep on a
  /// mutex or a condition, by its end.
  private func dislodge(_ id: WorkerID) {
    guard region.workers[id.record].state.loadAcquire() == RegionValue.blocked else { return }
    guard let kind = region.workers[id.record].variable.flatMap(region.discipline.synchronizer)?.kind else { return }
    switch kind {
    case .mutex: if !isHolderAlive { end(id, quietly: true) }
    case .condition: end(id, quietly: true)
    default: wake(id)
    }
  }

  /// Whether the mutex will be given back by the one who holds it, once that is sent back to its start.
  private var isHolderAlive: Bool {
    guard let owner = region.pthreadMutex.owner else { return false }
    return members.values.contains { $0.process.pid == owner && $0.process.isRunning }
  }

  private func isAwake(_ id: WorkerID, _ member: Member) -> Bool {
    let state = region.workers[id.record].state.loadAcquire()
    return member.process.isRunning && state != RegionValue.resting && state != RegionValue.finished
  }
}
