import Model
import Programs
import SharedMemory

/// An experiment that runs to its end on its own.
public struct Trial: Sendable {
  public var setup: Setup
  public var end: End
  /// The choice of memory for the region.
  public var memory: MemoryChoice
  /// The program that the workers run; by default Ringside itself.
  public var executable = OwnProcess.executable
  /// Receives the removal of the segment as soon as there is one, for code that must remove it after a crash.
  public var onSegment: @Sendable (Removal) -> Void = { _ in }

  /// The end of a trial: after this many items, after this many seconds, or after whichever comes first.
  public struct End: Sendable {
    /// Divided evenly among producers, and likewise among consumers.
    public var items: UInt64?
    public var seconds: Double?

    public init(items: UInt64? = nil, seconds: Double? = nil) { (self.items, self.seconds) = (items, seconds) }

    public static func items(_ items: UInt64) -> End { End(items: items) }
    public static func seconds(_ seconds: Double) -> End { End(seconds: seconds) }

    func isOver(afterNanoseconds elapsed: UInt64) -> Bool { seconds.map { Double(elapsed) >= $0 * 1e9 } ?? false }
  }

  /// Receives, as sentences, what cannot be observed here, and what other processes did to the memory.
  public var onRemark: @Sendable (String) -> Void = { _ in }

  public init(_ setup: Setup, end: End, memory: MemoryChoice = .posix()) {
    self.setup = setup
    self.end = end
    self.memory = memory
  }

  /// How many items a worker does.
  func quota(of id: WorkerID) -> UInt64 {
    guard let items = end.items else { return .max }
    let sharers = setup.program.ledger.sharesItems ? setup.roster : setup.roster.filter { $0.role == id.role }
    guard let place = sharers.firstIndex(of: id) else { return 0 }
    let count = UInt64(sharers.count)
    return items / count + (UInt64(place) < items % count ? 1 : 0)
  }

  /// Runs the trial to its end.
  ///
  /// - Parameters:
  ///   - isCancelled: polled; once it returns true, the trial ends at once, and the report covers the run until then.
  ///   - onLook: receives the state at the start, when all workers are ready, and the state at the end.
  /// - Returns: nil if it was cancelled before it began.
  public func run(
    isCancelled: @escaping () -> Bool = { false }, onLook: ((Snapshot) -> Void)? = nil
  ) throws -> RunReport? {
    if isCancelled() { return nil }
    let experiment = try Experiment(
      setup, memory: memory, executable: executable, onSegment: onSegment, isCancelled: isCancelled, quotas: quota,
      atRest: true)
    defer { experiment.close() }
    if let limitation = experiment.limitation { onRemark(limitation) }
    let before = experiment.region.audit().done(in: setup.program)
    if let onLook {
      experiment.waitUntilQuiet()
      onLook(experiment.snapshot())
    }
    experiment.begin()
    let start = monotonicNanoseconds()
    var watch = StallWatch()
    var ending = RunReport.Ending.items
    while !experiment.isFinished {
      if isCancelled() {
        ending = .signal
        break
      }
      let elapsed = monotonicNanoseconds() - start
      if end.isOver(afterNanoseconds: elapsed) {
        ending = .seconds
        break
      }
      experiment.waitForReport(nanoseconds: remaining(after: elapsed))
      try experiment.verify()
      if watch.isStalled(experiment) { break }
    }
    let elapsed = monotonicNanoseconds() - start
    // A change to the memory may have been what ended the workers.
    try experiment.verify()
    if watch.found { experiment.noteStopped() }
    // Detecting a forgotten sleeper takes a while, and after a signal nobody waits for that.
    let forgotten = watch.found || ending == .signal ? [] : experiment.forgottenSleepers()
    let report = report(
      experiment, watch.found ? .deadlock : ending, elapsed: Double(elapsed) / 1e9,
      waits: watch.found ? experiment.snapshot().waits : forgotten, before: before)
    onLook?(experiment.snapshot())
    return report
  }

  private func remaining(after elapsed: UInt64) -> UInt64 {
    let tick: UInt64 = 100_000_000
    guard let seconds = end.seconds else { return tick }
    return min(tick, UInt64(max(1, seconds * 1e9 - Double(elapsed))))
  }

  /// - Parameter before: how many takes a resumed ring had already counted.
  func report(
    _ experiment: Experiment, _ ending: RunReport.Ending, elapsed: Double, waits: [Wait], before: UInt64 = 0
  ) -> RunReport {
    if let notice = experiment.removalNotice { onRemark(notice) }
    // A stepped worker is between two operations, where the ledger is exact.
    if ending == .seconds || ending == .signal, experiment.setup.pace != .step { experiment.comeToRest() }
    let ledger = experiment.region.audit()
    let snapshot = experiment.snapshot()
    // A worker that waits for ever was sent back to its start, and no longer holds anything.
    let isDisturbed = ending == .seconds && !waits.isEmpty
    let outcome = Outcome(
      of: snapshot, waits: waits, miscounts: isDisturbed ? [] : nil, troubles: experiment.troubles)
    let setup = experiment.setup
    return RunReport(
      setup, backend: experiment.locator.backend, provocation: snapshot.discipline.provocation?.interval ?? 0,
      ledger: ledger, outcome: outcome, ending: ending, elapsedSeconds: elapsed,
      itemsPerSecond: elapsed > 0 ? Double(ledger.done(in: setup.program) &- before) / elapsed : 0,
      measures: snapshot.measures,
      heard: snapshot.message.map { message in
        Dictionary(uniqueKeysWithValues: message.heard.map { ($0.key, $0.value.text) })
      })
  }
}

/// Notices that nobody will ever move again: every living process waits for another.
struct StallWatch {
  private(set) var found = false
  private var since: UInt64?
  private var standstill = Standstill()
  private var counts: [WorkerID: [UInt64]] = [:]

  /// How long a stall must last, in nanoseconds. A process that was woken no longer sleeps, so a moment is enough; it
  /// is for processes that are just falling asleep.
  private static let proof: UInt64 = 100_000_000
  /// The same while a worker is stopped: somebody may continue it.
  private static let proofWhileStopped: UInt64 = 2_000_000_000

  mutating func isStalled(_ experiment: Experiment) -> Bool {
    let counts = experiment.progress
    if counts != self.counts { (since, standstill) = (nil, Standstill()) }
    self.counts = counts
    guard standstill.holds(experiment, experiment.unfinished) else {
      since = nil
      return false
    }
    let now = monotonicNanoseconds()
    let proof = standstill.hasStopped ? Self.proofWhileStopped : Self.proof
    found = now - (since ?? now) >= (experiment.kernelTells ? proof : max(proof, SleepBelief.proof))
    since = since ?? now
    return found
  }
}

extension Experiment {
  /// Whether every worker has done its quota or is gone.
  var isFinished: Bool {
    members.allSatisfy { id, member in
      !member.process.isRunning || words(of: id).state.loadAcquire() == RegionValue.finished
    }
  }

  /// The living workers that have not done their quota.
  var unfinished: [WorkerID] {
    members.filter {
      $0.value.process.isRunning && words(of: $0.key).state.loadAcquire() != RegionValue.finished
    }.map(\.key)
  }

  /// The waits that last for ever although other processes continue: nobody can end them any more, or the variable is
  /// not shared between processes, so that no wake-up leaves the process that sends it.
  func forgottenSleepers() -> [Wait] {
    let sleepers = { [self] in
      let snapshot = snapshot()
      // A spinning process may only be slow.
      return snapshot.waits.filter { wait in
        guard snapshot.worker(wait.worker)?.isBlocked == true else { return false }
        return switch wait.reason {
        case .nobodyIsLeft, .nobodyEverDoes, .diedInside: true
        case .held, .onlyFrom, .isThere: isPrivate(wait.variable)
        }
      }
    }
    let first = sleepers()
    guard !first.isEmpty else { return [] }
    let before = progress
    var remaining = first
    for _ in 1...5 {
      waitForReport(nanoseconds: 20_000_000)
      let now = sleepers()
      remaining = remaining.filter { wait in
        now.contains { $0.worker == wait.worker && ($0.reason == wait.reason || isPrivate(wait.variable)) }
          && progress(of: wait.worker) == before[wait.worker]
      }
    }
    let others = progress
    return remaining.compactMap { wait in
      guard isPrivate(wait.variable) else { return wait }
      return others == before ? nil : Wait(wait.worker, wait.variable, .isThere)
    }
  }

  private func isPrivate(_ variable: SharedVariable) -> Bool {
    region.discipline.synchronizer(variable)?.isPrivate == true
  }

  /// The progress of each worker.
  var progress: [WorkerID: [UInt64]] { members.keys.reduce(into: [:]) { $0[$1] = progress(of: $1) } }

  private func progress(of id: WorkerID) -> [UInt64] {
    let words = words(of: id)
    return [words.sequence.load(), words.takes]
  }

  /// Waits until a worker reports, or for at most this long, and then reaps ended workers.
  func waitForReport(nanoseconds: UInt64) {
    let reports = region.control.reports.loadAcquire()
    if !isFinished { region.control.reports.wait(while: reports, nanoseconds: nanoseconds) }
    reap()
  }
}
