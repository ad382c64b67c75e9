import Model
import SharedMemory

extension Region {
  /// Clears ring and ledger, as in a new region. All workers must be at rest.
  public func clear(for discipline: Discipline) throws(SystemError) {
    // A process that resumes a file with this mark clears it once more.
    clearing.storeRelease(1)
    for program in Catalogue.programs { program.code.clear(self) }
    for worker in workers { worker.clearCounts() }
    control.ticket.store(0)
    try initializeSynchronization(for: discipline, items: 0)
    clearing.storeRelease(0)
  }

  /// Initializes all synchronizers for a ring with this many items. Nobody may be using them.
  public func initializeSynchronization(for discipline: Discipline, items: Int) throws(SystemError) {
    lock.store(0)
    for synchronizer in elements(of: discipline.synchronizers, all: true) {
      let variable = synchronizer.variable
      let start = discipline.program.code.startValue(of: variable, items: items, in: self)
      switch synchronizer.kind {
      case .semaphore(let isShared): try semaphore(variable)?.initialize(UInt32(start), isShared: isShared)
      case .systemVSemaphore: break
      case .mutex(let isShared, let isRobust): try mutex(variable)?.initialize(isShared: isShared, isRobust: isRobust)
      case .condition: try condition(variable)?.initialize()
      case .readWriteLock: try readWriteLock(variable)?.initialize()
      case .count: count(variable)?.store(UInt64(start))
      case .spinlock: break
      }
    }
    try initializeSystemVSemaphores(of: discipline, items: items)
  }

  /// Sets the semaphores of the set, which the kernel keeps outside the region, for a ring with this many items.
  public func initializeSystemVSemaphores(of discipline: Discipline? = nil, items: Int) throws(SystemError) {
    let discipline = discipline ?? self.discipline
    for synchronizer in discipline.synchronizers where synchronizer.kind == .systemVSemaphore {
      let start = discipline.program.code.startValue(of: synchronizer.variable, items: items, in: self)
      try systemVSemaphore(synchronizer.variable)?.setValue(start)
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
