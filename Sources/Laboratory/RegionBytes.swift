import Glibc
import Model
import Programs
import SharedMemory

/// The memory itself: its bytes, and where each process has them.
extension Experiment {
  /// What the region and `/proc` show now, with the bytes in this part of the region and around it if they are asked
  /// for. Without, they cost nothing.
  public func snapshot(bytes window: Range<Int>?) -> Snapshot {
    var snapshot = snapshot()
    guard let window else { return snapshot }
    let pieces = view.pieces(showing: window, records: snapshot.workers.compactMap { records[$0.id] })
    snapshot.bytes = RegionBytes(
      map: view.map(owners: recordOwners), pieces: pieces, mappings: mappings(of: snapshot.workers))
    return snapshot
  }

  /// Where each process has mapped the region: first the workers, then this one, which has it twice.
  private func mappings(of workers: [WorkerView]) -> [ProcessMapping] {
    let theirs = workers.filter(\.isAlive).flatMap { worker in
      // One that is only starting may not have mapped all of it yet.
      mappings(of: worker.pid, worker.id, isFinal: worker.state != .starting)
    }
    return theirs + mappings(of: getpid(), nil, isFinal: true)
  }

  /// A worker maps the region once and for all: what was read stays true, and 64 processes are not asked 30 times a
  /// second.
  private func mappings(of pid: Int32, _ id: WorkerID?, isFinal: Bool) -> [ProcessMapping] {
    if let known = knownMappings[pid], known.first?.worker == id { return known }
    let lines = MapsLine.mappings(inMaps: MapsLine.maps(of: pid), inode: segment.inode)
    let found = lines.map { ProcessMapping(worker: id, pid: pid, base: $0.base, permissions: $0.permissions) }
    if isFinal, !found.isEmpty { knownMappings[pid] = found }
    return found
  }
}
