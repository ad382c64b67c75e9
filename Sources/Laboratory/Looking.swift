import Model
import Programs
import SharedMemory

/// The snapshot: the region through the mapping that cannot be written, and the kernel's word.
extension Experiment {
  /// What the region and `/proc` show now.
  public func snapshot() -> Snapshot {
    let ids = members.keys.sorted()
    let workers = ids.map(worker)
    return Snapshot(
      time: monotonicNanoseconds(), backend: "posix", segment: segment.name, discipline: view.discipline,
      pace: panel.pace, steps: steps, words: view.layout.slotWords, slots: view.slotContents(workers),
      in: view.in.load(), out: view.out.load(), semaphores: view.semaphores(), workers: workers,
      ledger: view.audit(), incidents: view.incidents(of: ids), events: panel.pace == .full ? [] : view.events(of: ids))
  }

  private func worker(_ id: WorkerID) -> WorkerView {
    // Only known members are asked for.
    let member = members[id]!
    var worker = view.view(of: id, pid: member.process.pid)
    worker.isLeaving = member.isLeaving
    switch member.process.ending {
    case nil: worker.kernel = member.reader.view(in: view, segment: segment.name)
    case .exited(0): worker.state = .finished
    case .some(let ending): worker.state = .ended(ending)
    }
    return worker
  }
}
