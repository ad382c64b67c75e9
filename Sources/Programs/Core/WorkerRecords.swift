import Model
import SharedMemory

/// Which record of the region is whose. A record gets its name when its worker is first started, and keeps it until the
/// experiment is reset: what a worker has counted stays its own, also when its process is gone.
extension Region {
  /// The workers that have a record, in the order of the records.
  public var workerIDs: [WorkerID] { workers.compactMap { NameWord(raw: $0.name.load()).worker } }

  /// The place of a worker's record; nil if it has none.
  public func record(of id: WorkerID) -> RecordIndex? {
    let name = NameWord(id).raw
    return workers.firstIndex { $0.name.load() == name }.map { RecordIndex($0) }
  }

  /// The words of a worker's record; nil if it has none.
  public func words(of id: WorkerID) -> WorkerWords? { record(of: id).map { workers[$0.rawValue] } }

  /// Gives a worker a record, if it has none: the first that is free. Nil if none is.
  public func claimRecord(for id: WorkerID) -> WorkerWords? {
    if let words = words(of: id) { return words }
    guard let free = workers.first(where: { $0.name.load() == 0 }) else { return nil }
    free.name.store(NameWord(id).raw)
    return free
  }
}
