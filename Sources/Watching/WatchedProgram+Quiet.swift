import CWatch
import Glibc

// When everybody stands: only then may Ringside look, and decide who moves next.

extension WatchedProgram {
  /// How long a task may sleep between two gates before it counts as waiting elsewhere, and how long it may compute.
  private static let patience = Duration.milliseconds(100)
  private static let longestComputation = Duration.seconds(1)
  /// The same where others could move meanwhile: it may wait for one of them without a gate.
  private static let longestWithOthers = Duration.milliseconds(300)
  /// And for one that has done so before.
  private static let longestAgain = Duration.milliseconds(20)

  /// Waits until every task is at its gate, blocked, ended, or elsewhere.
  func waitUntilQuiet() {
    guard !control.isFree else { return }
    // On one processor the task gets there as soon as it is let run.
    for _ in 0..<3 {
      sched_yield()
      if isQuiet { return }
    }
    let start = SuspendingClock.now
    var lastMove = start
    var reports = control.reports
    while true {
      reap()
      if isQuiet { return }
      if isInterrupted() || !control.isIntact { return noteOutside() }
      // A program that prints more than a pipe holds would wait for ever.
      streams.drain()
      let now = SuspendingClock.now
      if control.reports != reports { lastMove = now }
      reports = control.reports
      let busy = restless.map { Elsewhere(ofThread: control.task($0).tid) }
      if busy.allSatisfy({ $0 == .input }) && !busy.isEmpty { return noteOutside() }
      if busy.contains(.computing) {
        if now - start > patienceWithComputations { return noteOutside() }
      } else if now - lastMove > Self.patience {
        return noteOutside()
      }
      control.wait(while: reports, nanoseconds: 1_000_000)
    }
  }

  private var patienceWithComputations: Duration {
    let canOthersMove = alive.contains { control.task($0).state == UInt32(WATCH_PARKED.rawValue) }
    // Virtual time does not pass by itself: an alarm must be sent.
    let isTimed = alive.contains { control.task($0).alarm != 0 }
    guard canOthersMove || isTimed else { return Self.longestComputation }
    return restless.allSatisfy(computers.contains) ? Self.longestAgain : Self.longestWithOthers
  }

  private var isQuiet: Bool {
    nameNewcomers()
    if names.isEmpty { return children.allSatisfy { $0.poll() } }
    return alive.allSatisfy(isQuiet)
  }

  private func isQuiet(_ index: Int) -> Bool {
    if ended[index] != nil { return true }
    let task = control.task(index)
    switch task.state {
    case UInt32(WATCH_PARKED.rawValue): return task.granted == task.passed
    case UInt32(WATCH_BLOCKED.rawValue): return task.retry == task.retried
    // It says that it ends, and is gone a moment later, unless its other threads go on.
    case UInt32(WATCH_ENDED.rawValue):
      return task.isThread || alive.contains { $0 != index && control.task($0).pid == task.pid }
    default: return isStillOutside(index, task)
    }
  }

  /// Whether a task that was elsewhere still is: what it waits for may just have come.
  private func isStillOutside(_ index: Int, _ task: TaskWords) -> Bool {
    guard let known = outside[index], known.passed == task.passed else { return false }
    return known.place == .computing || Elsewhere(ofThread: task.tid) == known.place
  }

  /// The tasks that are not at a gate.
  private var restless: [Int] { alive.filter { !isQuiet($0) } }

  /// Notes the tasks that did not come to a gate: they wait in a call that the runtime does not know, or compute.
  private func noteOutside() {
    for index in alive where ended[index] == nil {
      let task = control.task(index)
      let isAtGate = [UInt32(WATCH_PARKED.rawValue), UInt32(WATCH_BLOCKED.rawValue)].contains(task.state)
      guard !isAtGate else {
        outside[index] = nil
        continue
      }
      let place = Elsewhere(ofThread: task.tid) ?? .call(nil)
      outside[index] = (task.passed, place)
      if place == .computing { computers.insert(index) }
    }
  }

  /// Notices the processes that are gone.
  func reap() {
    nameNewcomers()
    children.forEach { _ = $0.poll() }
    let pids = Set(alive.map { control.task($0).pid }).filter { $0 > 0 }
    let over = ends.ended(among: pids)
    for index in alive {
      let task = control.task(index)
      // One that never came to life has no process, and a thread can end before its process.
      let isEnded = task.state == UInt32(WATCH_ENDED.rawValue)
      if isEnded && (task.pid <= 0 || task.isThread) {
        ended[index] = 0
      } else if over.contains(task.pid) {
        if let child = children.first(where: { $0.pid == task.pid }) {
          if let status = child.status { ended[index] = status }
        } else if let status = Child.exitStatus(of: task.pid) {
          ended[index] = status
        }
      }
    }
    if ended.count != names.count - alive.count { alive.removeAll { ended[$0] != nil } }
  }
}
