import Model
import SharedMemory

/// The reason why a ring that was left behind cannot be resumed. The end of a sentence that names it.
public struct RecoveryError: Error, CustomStringConvertible, Hashable {
  public var description: String
  public init(_ description: String) { self.description = description }
}

/// Resuming a ring after all its processes have ended, at any point.
extension Region {
  /// Settles what every worker left unfinished and prepares the program's words for new workers.
  ///
  /// It trusts no word, and changes the region while it judges it, so give it a copy. It does not touch the
  /// synchronizers: see `initializeSynchronization`.
  /// - Parameter discipline: the discipline of the new workers.
  /// - Returns: how many items are in the ring.
  public func recover(under discipline: Discipline) throws(RecoveryError) -> Int {
    // The semaphore set in the control block belonged to another process.
    control.hasSemaphores.store(0)
    if clearing.load() != 0 {
      // A reset was interrupted, and is finished now.
      do { try clear(for: discipline) } catch { throw RecoveryError("\(error)") }
    }
    guard ownDiscipline?.belongs(to: discipline.program) == true else {
      throw RecoveryError("it holds another program than \(discipline.program.name)")
    }
    guard control.ledger.load() == 1 else {
      throw RecoveryError("nothing was accounted for in it (--no-ledger), so that nobody can tell whether it is right")
    }
    try judgeNames(discipline.program)
    for id in workerIDs {
      if let words = words(of: id) { settleDeath(of: id, words) }
    }
    let items = try discipline.program.code.recover(self, under: discipline)
    workers.forEach { $0.forgetProcess() }
    control.ticket.store(0)
    return items
  }

  /// Checks that each record has its own name, of a role of the program.
  private func judgeNames(_ program: Program) throws(RecoveryError) {
    let names = workers.map { $0.name.load() }.filter { $0 != 0 }
    let ids = workerIDs
    guard Set(ids).count == names.count, ids.allSatisfy({ program.roles.contains($0.role) }) else {
      throw RecoveryError("its records name processes that cannot be")
    }
  }

  /// The discipline in the control block; nil for a number without a discipline.
  public var ownDiscipline: Discipline? {
    let index = Int(control.discipline.load())
    return Catalogue.disciplines.indices.contains(index) ? Catalogue.disciplines[index] : nil
  }

  /// Copies a recovered copy of this region into it. Words that are equal are not written.
  public func takeOver(_ copy: Region) {
    let (words, others) = (Word64(base), Word64(copy.base))
    for index in 0..<layout.totalSize / 8 where words[index].load() != others[index].load() {
      words[index].store(others[index].load())
    }
  }
}

extension WorkerWords {
  /// Clears the words that mattered only to its process, which is gone.
  fileprivate func forgetProcess() {
    for word in [wakeFutex, granted, order, state, operation, waitsFor, passed, registers, pid] { word.store(0) }
    for word in [quota, index, item, eventCount] { word.store(0) }
  }
}
