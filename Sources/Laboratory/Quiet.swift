import Model
import Programs
import SharedMemory

/// Finding the workers that sleep or stand still, and waiting until all do.
extension Experiment {
  /// How long to wait for a worker to reach its gate, in nanoseconds, and how much longer for each operation that it
  /// was granted: a spinning worker yields the processor each time.
  static let patience: UInt64 = 1_000_000_000
  static let patiencePerStep: UInt64 = 10_000_000
  /// The same for a process that is only starting, on a busy machine.
  static let patienceForStarts: UInt64 = 10_000_000_000

  /// The workers that sleep on a variable. A worker that was woken from a condition sleeps on the mutex next, until
  /// the mutex is free.
  func sleepers(on variable: SharedVariable) -> [WorkerID] {
    members.keys.filter { id in
      let words = words(of: id)
      guard words.state.loadAcquire() == RegionValue.blocked, let waitsFor = region.variable(of: words) else {
        return false
      }
      return waitsFor == variable || (variable == .mutex && isCondition(waitsFor))
    }
  }

  func isCondition(_ variable: SharedVariable) -> Bool {
    region.discipline.synchronizer(variable)?.kind == .condition
  }

  /// Waits until the workers that just started are at their gates.
  public func waitForStarts() { waitUntilQuiet(patience: Self.patienceForStarts) }

  /// Waits until each of these workers, or of all, is parked, asleep in the kernel, resting or gone. Returns false if
  /// some worker takes longer than any operation should.
  @discardableResult
  func waitUntilQuiet(_ ids: [WorkerID]? = nil, patience: UInt64 = patience) -> Bool {
    var looks = 0
    var sleepers = SleepWatch()
    return wait(patience) {
      // Nothing will come of one that somebody has stopped; asking the kernel is for when it takes long.
      looks += 1
      let isLate = looks > 4
      return (ids ?? Array(members.keys)).allSatisfy {
        isQuiet($0) || (isLate && (isStopped($0) || sleepers.isDormant($0, sleepsWherever($0))))
      }
    }
  }

  /// The same for one worker that was just granted something. On the one processor that all share it is let run right
  /// away, so that mostly nobody need sleep to wait for it.
  func yieldUntilQuiet(_ id: WorkerID, patience: UInt64) -> Bool {
    for _ in 0..<2 {
      if isQuiet(id) { return true }
      yieldProcessor()
    }
    return isQuiet(id) || waitUntilQuiet([id], patience: patience)
  }

  /// Whether the kernel shows a worker asleep at its gate, or on something that it waits for, whatever its record says.
  func sleepsWherever(_ id: WorkerID) -> Bool {
    guard panel.pace == .step || panel.isResting, let member = members[id] else { return false }
    switch member.reader.view(in: region, segment: segment)?.sleep {
    case .gate, .variable, .systemVSemaphore: return true
    default: return false
    }
  }

  /// Waits until a condition over the workers' reports holds, for at most this many nanoseconds.
  @discardableResult
  func wait(_ patience: UInt64 = patience, until condition: () -> Bool) -> Bool {
    let deadline = monotonicNanoseconds() + patience
    var (seen, looks) = (UInt32(0), 0)
    while true {
      let reports = region.control.reports.loadAcquire()
      if condition() { return true }
      let now = monotonicNanoseconds()
      if now > deadline || isGivenUp(at: now) { return false }
      // On the one processor that all share, who has just reported that it falls asleep is let do so.
      if reports != seen { (seen, looks) = (reports, 0) }
      looks += 1
      if panel.pace == .step && looks <= 3 {
        yieldProcessor()
        continue
      }
      // A worker that dies, or falls asleep after it said so, does not report: look again soon.
      region.control.reports.wait(while: reports, nanoseconds: 500_000)
      // An unrequested death during an operation: nobody can tell at which point in the order it happened.
      if region.control.reports.loadAcquire() == reports { lose(to: reapTheDead().filter { $0.0 != stepping }) }
    }
  }

  /// Whether the user wants to end, and the time in which workers may still come to rest is over.
  private func isGivenUp(at now: UInt64) -> Bool {
    guard isCancelled() else { return false }
    let since = cancelled ?? now
    cancelled = since
    return now &- since > Self.grace
  }

  private static let grace: UInt64 = 80_000_000

  /// Whether a signal such as SIGSTOP has stopped a worker, so that it cannot respond.
  func isStopped(_ id: WorkerID) -> Bool {
    guard let member = members[id] else { return false }
    return member.reader.letter.map { $0 == "T" } ?? member.process.isStopped
  }

  /// Whether that is why it has not used its step.
  func isStopped(_ id: WorkerID, before words: WorkerWords) -> Bool {
    words.passed.loadAcquire() != words.granted.load() && isStopped(id)
  }

  /// Whether a worker will do nothing more on its own.
  func isQuiet(_ id: WorkerID) -> Bool {
    guard let member = members[id], member.process.isRunning else { return true }
    if member.isLeaving && isOnItsWayOut(id) { return false }
    let words = words(of: id)
    // Loaded before the state: a worker first stores that it runs, and only then that it has used its step.
    let isUsed = words.granted.load() == words.passed.loadAcquire()
    switch words.state.loadAcquire() {
    case RegionValue.parked:
      if isUsed && !sleepQueue.isEmpty { sleepQueue.remove(id) }
      return isUsed
    case RegionValue.blocked: return isAsleep(id)
    case RegionValue.resting: return panel.isResting
    case RegionValue.finished: return true
    case let state: return !RegionValue.isState(state)
    }
  }

  /// Whether a worker that was asked to leave is at the start of its loop, and leaves on its own or when it is woken.
  func isOnItsWayOut(_ id: WorkerID) -> Bool {
    guard members[id]?.isLeaving == true else { return false }
    let words = words(of: id)
    switch words.state.loadAcquire() {
    case RegionValue.finished: return true
    case RegionValue.parked: return words.operation.load() == 0
    case RegionValue.blocked:
      guard words.operation.load() == 0 else { return false }
      // A signal interrupts no other kind of sleep. A worker that slept again would also lose its place in the queue.
      switch region.variable(of: words).flatMap(region.discipline.synchronizer)?.kind {
      case .semaphore, .systemVSemaphore: return true
      default: return false
      }
    default: return false
    }
  }

  /// Whether the kernel confirms that a worker sleeps on the variable in its record. A process that was woken no
  /// longer sleeps as soon as the process that woke it continues.
  func isAsleep(_ id: WorkerID) -> Bool {
    guard let member = members[id], let variable = region.variable(of: words(of: id)) else { return false }
    guard member.reader.knowsSleep else {
      guard isBelievedAsleep(id, on: variable) else { return false }
      sleepQueue.add(id, on: variable)
      return true
    }
    guard let found = member.reader.sleepsOn(in: region, segment: segment) else { return false }
    guard found == variable || (found == .mutex && isCondition(variable)) else { return false }
    sleepQueue.add(id, on: found)
    return true
  }
}
