import Model
import SharedMemory

/// Why a ring that was left behind cannot be gone on with. The end of a sentence that names it.
public struct RecoveryError: Error, CustomStringConvertible, Hashable {
  public var description: String
  public init(_ description: String) { self.description = description }
}

/// Going on with a ring whose processes are all gone, wherever each of them was.
extension Region {
  /// Settles what every worker left half done and brings the program's words to where new workers can begin.
  ///
  /// It believes nothing. It judges while it works, so give it a copy. The synchronization is left as it is: see
  /// `initializeSynchronization`.
  /// - Parameter discipline: the one to go on under.
  /// - Returns: how many items are in the ring.
  public func recover(under discipline: Discipline) throws(RecoveryError) -> Int {
    // What the control block says of a set of semaphores was true of another process.
    control.hasSemaphores.store(0)
    if clearing.load() != 0 {
      // A reset was under way, and is finished now.
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

  /// Each record has a name of its own, of a role that the program has.
  private func judgeNames(_ program: Program) throws(RecoveryError) {
    let names = workers.map { $0.name.load() }.filter { $0 != 0 }
    let ids = workerIDs
    guard Set(ids).count == names.count, ids.allSatisfy({ program.roles.contains($0.role) }) else {
      throw RecoveryError("its records name processes that cannot be")
    }
  }

  /// The discipline that the control block names; nil for a number that stands for none.
  public var ownDiscipline: Discipline? {
    let index = Int(control.discipline.load())
    return Catalogue.disciplines.indices.contains(index) ? Catalogue.disciplines[index] : nil
  }

  /// Makes this region say what a recovered copy of it says. A word that is the same is not written.
  public func takeOver(_ copy: Region) {
    let (words, others) = (Word64(base), Word64(copy.base))
    for index in 0..<layout.totalSize / 8 where words[index].load() != others[index].load() {
      words[index].store(others[index].load())
    }
  }
}

extension WorkerWords {
  /// Its process is gone, and so is what only mattered to it.
  fileprivate func forgetProcess() {
    for word in [wakeFutex, granted, order, state, operation, waitsFor, passed, registers, pid] { word.store(0) }
    for word in [quota, index, item, eventCount] { word.store(0) }
  }
}
