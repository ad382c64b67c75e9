import Glibc
import Model
import Programs
import SharedMemory

/// A trial that grants each operation separately, in the order that tempo and seed give, and reports it.
///
/// The pauses between a worker's operations are random, as they are at a tempo. The processes are real and run one
/// operation at a time. Only their order is decided here, so the same seed gives the same trace.
extension Trial {
  /// - Parameter onStart: receives the state before the first move, if given.
  public func trace(
    isCancelled: @escaping () -> Bool = { false }, onStart: ((Snapshot) -> Void)? = nil, onMove: (TracedMove) -> Void
  ) throws -> RunReport? {
    if isCancelled() { return nil }
    guard case .tempo(let perSecond) = setup.pace else { preconditionFailure("a trace needs a tempo") }
    var stepped = setup
    stepped.pace = .step
    let experiment = try Experiment(
      stepped, memory: memory, executable: executable, onSegment: onSegment, isCancelled: isCancelled, quotas: quota,
      atRest: true)
    defer { experiment.close() }
    if let limitation = experiment.limitation { onRemark(limitation) }
    let done = experiment.region.audit().done(in: setup.program)
    experiment.begin()
    experiment.waitUntilQuiet()
    let start = monotonicNanoseconds()
    var timetable = Timetable(delay: 1e9 / perSecond, seed: setup.seed)
    var before = experiment.snapshot(withSchedule: false)
    onStart?(before)
    var (ending, moves) = (RunReport.Ending.items, 0)
    while !experiment.isFinished {
      if isCancelled() {
        ending = .signal
        break
      }
      let ready = before.workers.filter { $0.state == .parked }.map(\.id)
      guard let (id, due) = timetable.next(of: ready) else {
        if before.isDeadlocked {
          ending = .deadlock
          break
        }
        // Somebody is leaving.
        experiment.waitForReport(nanoseconds: 1_000_000)
        before = experiment.snapshot(withSchedule: false)
        continue
      }
      if end.isOver(afterNanoseconds: due) {
        ending = .seconds
        break
      }
      sleep(until: start + due, isCancelled)
      if isCancelled() { continue }
      try experiment.verify()
      try experiment.make(.step(id))
      let after = experiment.snapshot(withSchedule: false)
      moves += 1
      onMove(TracedMove(moves, .step(id), before: before, after: after))
      before = after
    }
    let elapsed = Double(monotonicNanoseconds() - start) / 1e9
    return report(experiment, ending, elapsed: elapsed, waits: experiment.snapshot().endlessWaits, before: done)
  }

  /// Follows a schedule, and reports the state at its end.
  ///
  /// - Parameters:
  ///   - isCancelled: polled; once it returns true, the schedule ends there.
  ///   - onStart: receives the state before the first move, if given.
  ///   - onMove: called after each move, if given.
  /// - Returns: nil if it was cancelled before it began.
  public func follow(
    _ schedule: Schedule, isCancelled: @escaping () -> Bool = { false }, onStart: ((Snapshot) -> Void)? = nil,
    onMove: ((TracedMove) -> Void)? = nil
  ) throws -> RunReport? {
    if isCancelled() { return nil }
    var stepped = setup
    stepped.pace = .step
    let experiment = try Experiment(
      stepped, memory: memory, executable: executable, onSegment: onSegment, isCancelled: isCancelled)
    defer { experiment.close() }
    if let limitation = experiment.limitation { onRemark(limitation) }
    let start = monotonicNanoseconds()
    experiment.waitUntilQuiet()
    var before = experiment.snapshot(withSchedule: false)
    onStart?(before)
    if let onMove {
      try experiment.follow(schedule) { move in
        let after = experiment.snapshot(withSchedule: false)
        onMove(TracedMove(experiment.history.moves.count, move, before: before, after: after))
        before = after
      }
    } else {
      try experiment.follow(schedule)
    }
    let made = experiment.history.moves.count
    before = experiment.snapshot()
    var report = report(
      experiment, made < schedule.moves.count ? .signal : .schedule,
      elapsed: Double(monotonicNanoseconds() - start) / 1e9, waits: before.endlessWaits)
    report.schedule = schedule
    return report
  }

  private func sleep(until due: UInt64, _ isCancelled: () -> Bool) {
    while !isCancelled() {
      let now = monotonicNanoseconds()
      guard now < due else { return }
      // A signal interrupts the sleep, and the loop checks again.
      usleep(UInt32(min(due - now, 100_000_000) / 1000))
    }
  }
}

/// When each worker's next operation is due, in nanoseconds from the start.
struct Timetable {
  let delay: Double
  private var jitter: Jitter
  private var due: [WorkerID: UInt64] = [:]
  private var now: UInt64 = 0

  init(delay: Double, seed: UInt64) {
    self.delay = delay
    jitter = Jitter(seed: seed)
  }

  /// The first of these ready workers by due time, and that time. Sets the worker's next due time at random.
  mutating func next(of ready: [WorkerID]) -> (WorkerID, UInt64)? {
    for id in ready where due[id] == nil { draw(id) }
    guard let first = ready.min(by: { (due[$0]!, $0) < (due[$1]!, $1) }) else { return nil }
    // A worker that was blocked is due as soon as it is free.
    now = max(now, due[first]!)
    draw(first)
    return (first, now)
  }

  private mutating func draw(_ id: WorkerID) {
    due[id] = now &+ UInt64(delay * jitter.next())
  }
}
