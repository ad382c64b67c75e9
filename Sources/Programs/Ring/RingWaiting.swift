import Model
import SharedMemory

/// Tests of counts and indices, and the repair of the ring after a death.
extension Worker {
  /// `count == n` or `count == 0`: tests, and changes nothing.
  @inline(__always)
  mutating func isCount(_ value: UInt64, at operation: Int) throws(Interruption) -> Bool {
    try gate(operation)
    return region.count.load() == value
  }

  /// `count = count + 1` or `count = count - 1`, while a lock keeps the others out.
  @inline(__always)
  mutating func changeCount(by change: Int, at operation: Int) throws(Interruption) {
    try gate(operation)
    region.count.store(region.count.load() &+ UInt64(bitPattern: Int64(change)))
  }

  /// `in - out == n`: tests, and changes nothing.
  @inline(__always)
  mutating func isFull(at operation: Int) throws(Interruption) -> Bool {
    try gate(operation)
    return region.in.load() &- region.out.load() == slotCount
  }

  /// `in == out`: tests, and changes nothing.
  @inline(__always)
  mutating func isEmpty(at operation: Int) throws(Interruption) -> Bool {
    try gate(operation)
    return region.in.load() == region.out.load()
  }

  /// `repair()` and `pthread_mutex_consistent(&mutex)`: finishes what the dead holder had begun. Each index changes
  /// by one store, so only two things can be unfinished: an item that was written and not announced yet, and one that
  /// was taken and whose slot was not released yet. The items show which: each has a name, and the ledger knows
  /// whether it was taken. Sleepers may have missed a signal, so all are woken.
  mutating func repair(at operation: Int) throws(Interruption) {
    try gate(operation)
    let (first, next) = (region.out.load(), region.in.load())
    if keepsLedger {
      if next &- first < slotCount, region.isUntaken(inSlot: region.wrapped(next)) { region.in.storeRelease(next &+ 1) }
      if next != first, !region.isUntaken(inSlot: region.wrapped(first)) { region.out.storeRelease(first &+ 1) }
    }
    // This fails if the mutex is not inconsistent; then it is held and usable.
    region.pthreadMutex.makeConsistent()
    region.notFull.broadcast()
    region.notEmpty.broadcast()
  }

  /// Loads the other's index with acquire order. An unpaced worker skips the load if the value that it last saw is
  /// enough: an index only grows, so there is at least that much to do.
  @inline(__always)
  mutating func loadAcquire(
    _ index: Word64, at operation: Int, unlessSeen isEnough: (UInt64) -> Bool
  ) throws(Interruption) -> UInt64 {
    try gate(operation)
    if How.looksEachTime || !isEnough(seen) { seen = index.loadAcquire() }
    return seen
  }

  /// `in = i + 1`: a store with release order.
  @inline(__always)
  mutating func storeRelease(_ index: Word64, _ value: UInt64, at operation: Int) throws(Interruption) {
    try gate(operation)
    index.storeRelease(value)
  }
}
