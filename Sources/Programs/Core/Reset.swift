import Model
import SharedMemory

extension Region {
  /// Empties ring and ledger: what a new region shows. No worker may be anywhere but at rest.
  public func clear(for discipline: Discipline) throws(SystemError) {
    // Whoever goes on with a file in which this stands empties it once more.
    clearing.storeRelease(1)
    for program in Catalogue.programs { program.code.clear(self) }
    for worker in workers { worker.clearCounts() }
    control.ticket.store(0)
    try initializeSynchronization(for: discipline, items: 0)
    clearing.storeRelease(0)
  }

  /// Makes everything that processes wait by anew, for a ring with so many items in it. Nobody may be using it.
  public func initializeSynchronization(for discipline: Discipline, items: Int) throws(SystemError) {
    lock.store(0)
    for synchronizer in discipline.synchronizers {
      let variable = synchronizer.variable
      let start = discipline.program.code.startValue(of: variable, items: items, in: self)
      switch synchronizer.kind {
      case .semaphore(let isShared): try semaphore(variable)?.initialize(UInt32(start), isShared: isShared)
      case .systemVSemaphore: try systemVSemaphore(variable)?.setValue(start)
      case .mutex(let isShared, let isRobust): try mutex(variable)?.initialize(isShared: isShared, isRobust: isRobust)
      case .condition: try condition(variable)?.initialize()
      case .readWriteLock: try readWriteLock(variable)?.initialize()
      case .count: count(variable)?.store(UInt64(start))
      case .spinlock: break
      }
    }
  }
}

extension WorkerWords {
  fileprivate func clearCounts() {
    for word in [
      sequence, burned, lost, taken, duplicated, torn, phantom, taking, claim, claimCount, holding, eventCount,
      incidentCount,
    ] { word.store(0) }
    granted.store(passed.load())
  }
}
