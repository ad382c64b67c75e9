import Model
import Programs
import SharedMemory

/// Reading snapshots: the region through the read-only mapping, and the kernel's account.
extension Experiment {
  /// The present contents of the region and of `/proc`.
  public func snapshot() -> Snapshot { snapshot(withSchedule: true) }

  /// - Parameters:
  ///   - withSchedule: whether to include the moves since the last reset. The snapshot shares their storage, so the
  ///     next move copies them all while the snapshot lives.
  ///   - ofSleepersOnly: whether to ask the kernel about blocked workers only. The verdict needs no more.
  func snapshot(withSchedule: Bool, ofSleepersOnly: Bool = false) -> Snapshot {
    let ids = members.keys.sorted()
    let workers = ids.map { worker($0, ofSleepersOnly: ofSleepersOnly) }
    let words = ids.compactMap { id in records[id].map { (id: id, words: view[$0]) } }
    var snapshot = Snapshot(
      time: monotonicNanoseconds(), memory: memory, discipline: view.discipline.provoked(every: setup.provoke),
      pace: panel.pace, resets: resets,
      steps: steps, words: view.layout.slotWords, values: view.values, synchronizers: synchronizers(), workers: workers,
      ledger: view.audit(), incidents: view.incidents(of: words),
      events: panel.pace == .full ? [] : view.events(of: words),
      keepsLedger: setup.keepsLedger)
    view.complete(&snapshot)
    snapshot.schedule = withSchedule && panel.pace == .step ? history.schedule : nil
    snapshot.scheduleLoss = history.lost
    snapshot.undone = history.undone.count
    return snapshot
  }

  /// The synchronizers with their holders: a worker has one thread, whose id is its process id.
  private func synchronizers() -> [SynchronizerView] {
    view.synchronizers().map { synchronizer in
      var synchronizer = synchronizer
      synchronizer.holder = members.first { $0.value.process.pid == synchronizer.owner }?.key
      return synchronizer
    }
  }

  private var memory: MemoryView {
    MemoryView(
      backend: locator.backend, name: harmless(locator.shortName), isRemoved: segment.isRemoved,
      facts: segment.facts.map { MemoryView.Fact($0.label, harmless($0.value)) })
  }

  private func worker(_ id: WorkerID, ofSleepersOnly: Bool) -> WorkerView {
    // All callers pass known members.
    let member = members[id]!
    var worker = view.view(of: id, view[records[id]!], pid: member.process.pid)
    worker.isLeaving = member.isLeaving
    switch member.process.ending {
    case nil: if worker.isBlocked || !ofSleepersOnly { worker.kernel = kernelView(of: member, worker) }
    case .exited(0): worker.state = .finished
    case .some(let ending): worker.state = .ended(ending)
    }
    return worker
  }

  /// The kernel's account of a worker. A worker stores that it is parked just before it falls asleep at its gate.
  /// While stepping, nothing else happens, so this waits a moment until it sleeps.
  private func kernelView(of member: Member, _ worker: WorkerView) -> KernelView? {
    for _ in 0..<100 {
      let kernel = member.reader.view(in: view, segment: segment)
      if panel.pace != .step || worker.state != .parked || kernel?.sleep == .gate || kernel == nil { return kernel }
      yieldProcessor()
    }
    return member.reader.view(in: view, segment: segment)
  }
}
