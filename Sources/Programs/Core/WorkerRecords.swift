import Model
import SharedMemory

/// Assigns the region's records to workers. A record gets its name when its worker first starts, and keeps it until
/// the experiment is reset: a worker's counts stay its own even when its process is gone.
extension Region {
  /// The workers that have a record, in the order of the records.
  public var workerIDs: [WorkerID] { workers.compactMap { WorkerID(recordName: $0.name.load()) } }

  /// The index of a worker's record; nil if it has none.
  public func record(of id: WorkerID) -> Int? {
    let name = id.recordName
    return workers.firstIndex { $0.name.load() == name }
  }

  /// The words of a worker's record; nil if it has none.
  public func words(of id: WorkerID) -> WorkerWords? { record(of: id).map { workers[$0] } }

  /// Gives a worker the first free record, unless it has one. Nil if none is free.
  public func claimRecord(for id: WorkerID) -> WorkerWords? {
    if let words = words(of: id) { return words }
    guard let free = workers.first(where: { $0.name.load() == 0 }) else { return nil }
    free.name.store(id.recordName)
    return free
  }
}

extension WorkerID {
  /// The word with which a record names its worker: the role's letter, and the number above it.
  var recordName: UInt32 { UInt32(role.letter.asciiValue ?? 0) | UInt32(truncatingIfNeeded: number) << 8 }

  init?(recordName word: UInt32) {
    let letter = Character(UnicodeScalar(UInt8(truncatingIfNeeded: word)))
    let number = Int(word >> 8)
    guard letter.isASCII, letter.isUppercase, number > 0 else { return nil }
    self.init(Role(letter), number)
  }
}
