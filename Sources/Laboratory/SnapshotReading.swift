import Model
import Programs
import SharedMemory

/// The snapshot: the region through the mapping that cannot be written, and the kernel's word.
extension Experiment {
  /// What the region and `/proc` show now.
  public func snapshot() -> Snapshot { snapshot(withSchedule: true) }

  /// - Parameter withSchedule: whether the moves since the last reset go with it. For as long as the snapshot lives they
  ///   are shared with it, and the next move copies them all.
  func snapshot(withSchedule: Bool) -> Snapshot {
    let ids = members.keys.sorted()
    let workers = ids.map(worker)
    let words = ids.compactMap { id in records[id].map { (id: id, words: view[$0]) } }
    var snapshot = Snapshot(
      time: monotonicNanoseconds(), memory: memory, discipline: view.discipline.provoked(every: setup.provoke),
      pace: panel.pace, resets: resets,
      steps: steps, words: view.layout.slotWords, values: view.values, synchronizers: synchronizers(), workers: workers,
      ledger: view.audit(), incidents: view.incidents(of: words), events: panel.pace == .full ? [] : view.events(of: words),
      keepsLedger: setup.keepsLedger)
    view.complete(&snapshot)
    snapshot.schedule = withSchedule && panel.pace == .step ? history.schedule : nil
    snapshot.scheduleLoss = history.lost
    snapshot.undone = history.undone.count
    return snapshot
  }

  /// With the holders' names: a worker has one thread, whose id is its process id.
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

  private func worker(_ id: WorkerID) -> WorkerView {
    // Only known members are asked for.
    let member = members[id]!
    var worker = view.view(of: id, view[records[id]!], pid: member.process.pid)
    worker.isLeaving = member.isLeaving
    switch member.process.ending {
    case nil: worker.kernel = kernelView(of: member, worker)
    case .exited(0): worker.state = .finished
    case .some(let ending): worker.state = .ended(ending)
    }
    return worker
  }

  /// The kernel's word. A worker says that it is parked just before it falls asleep at its gate; while stepping, nothing
  /// else is going on, so it is given the moment that it needs.
  private func kernelView(of member: Member, _ worker: WorkerView) -> KernelView? {
    for _ in 0..<100 {
      let kernel = member.reader.view(in: view, segment: segment)
      if panel.pace != .step || worker.state != .parked || kernel?.sleep == .gate || kernel == nil { return kernel }
      yieldProcessor()
    }
    return member.reader.view(in: view, segment: segment)
  }
}
