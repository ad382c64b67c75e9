import Model
import SharedMemory

/// Assigns the region's records to workers. A record gets its name when its worker first starts, and keeps it until
/// the experiment is reset: a worker's counts stay its own even when its process is gone.
extension Region {
  /// For each record the worker whose it is, if it is anybody's.
  public var recordOwners: [WorkerID?] { workers.map { NameWord(raw: $0.name.load()).worker } }

  /// The workers that have a record, in the order of the records.
  public var workerIDs: [WorkerID] { recordOwners.compactMap { $0 } }

  /// The place of a worker's record; nil if it has none.
  public func record(of id: WorkerID) -> RecordIndex? {
    let name = NameWord(id).raw
    return workers.firstIndex { $0.name.load() == name }.map { RecordIndex($0) }
  }

  /// The words of a record.
  public subscript(record: RecordIndex) -> WorkerWords { workers[record.rawValue] }

  /// The words of a worker's record; nil if it has none.
  public func words(of id: WorkerID) -> WorkerWords? { record(of: id).map { self[$0] } }

  /// Says whose a record is.
  public func assign(_ record: RecordIndex, to id: WorkerID?) {
    self[record].name.store(id.map { NameWord($0).raw } ?? 0)
  }
}
