import Glibc
import Model
import Programs
import SharedMemory

/// The bytes of the memory, and the addresses at which each process has mapped them.
extension Experiment {
  /// The present contents of the region and of `/proc`, with the bytes in this part of the region and around it.
  /// Without a part, no bytes are read.
  public func snapshot(bytes window: Range<Int>?) -> Snapshot {
    var snapshot = snapshot()
    guard let window else { return snapshot }
    let pieces = view.pieces(showing: window, records: snapshot.workers.compactMap { records[$0.id] })
    snapshot.bytes = RegionBytes(
      map: view.map(owners: recordOwners), pieces: pieces, mappings: mappings(of: snapshot.workers))
    return snapshot
  }

  /// The addresses at which each process has mapped the region: the workers first, then this process, which has it
  /// twice.
  private func mappings(of workers: [WorkerView]) -> [ProcessMapping] {
    let theirs = workers.filter(\.isAlive).flatMap { worker in
      // A worker that is only starting may not have mapped all of it yet.
      mappings(of: worker.pid, worker.id, isFinal: worker.state != .starting)
    }
    return theirs + mappings(of: getpid(), nil, isFinal: true)
  }

  /// A worker maps the region once, so the first answer stays true, and 64 processes need not be read 30 times a
  /// second.
  private func mappings(of pid: Int32, _ id: WorkerID?, isFinal: Bool) -> [ProcessMapping] {
    if let known = knownMappings[pid], known.first?.worker == id { return known }
    let lines = MapsLine.mappings(inMaps: MapsLine.maps(of: pid), inode: segment.inode)
    let found = lines.map { ProcessMapping(worker: id, pid: pid, base: $0.base, permissions: $0.permissions) }
    if isFinal, !found.isEmpty { knownMappings[pid] = found }
    return found
  }
}
