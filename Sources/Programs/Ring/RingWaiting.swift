import Model
import SharedMemory

/// The looks at counts and indices, and the repair of the ring after a death.
extension Worker {
  /// `count == n` or `count == 0`: looks, and nothing else.
  @inline(__always)
  mutating func isCount(_ value: UInt64, at operation: Int) throws(Interruption) -> Bool {
    try gate(operation)
    return region.count.load() == value
  }

  /// `count = count + 1` or `count = count - 1`, where nobody can come between.
  @inline(__always)
  mutating func changeCount(by change: Int, at operation: Int) throws(Interruption) {
    try gate(operation)
    region.count.store(region.count.load() &+ UInt64(bitPattern: Int64(change)))
  }

  /// `in - out == n`: looks, and nothing else.
  @inline(__always)
  mutating func isFull(at operation: Int) throws(Interruption) -> Bool {
    try gate(operation)
    return region.in.load() &- region.out.load() == slotCount
  }

  /// `in == out`: looks, and nothing else.
  @inline(__always)
  mutating func isEmpty(at operation: Int) throws(Interruption) -> Bool {
    try gate(operation)
    return region.in.load() == region.out.load()
  }

  /// `repair()` and `pthread_mutex_consistent(&mutex)`: finishes what the dead holder had begun. Each index moves by one
  /// store, so there are only two things that can be half done: an item that was written and not yet announced, and one
  /// that was taken and not yet released. The items tell: each has a name, and the ledger knows whether it was taken.
  /// Whoever sleeps may have missed a signal.
  mutating func repair(at operation: Int) throws(Interruption) {
    try gate(operation)
    let (first, next) = (region.out.load(), region.in.load())
    if keepsLedger {
      if next &- first < slotCount, region.isUntaken(inSlot: region.wrapped(next)) { region.in.storeRelease(next &+ 1) }
      if next != first, !region.isUntaken(inSlot: region.wrapped(first)) { region.out.storeRelease(first &+ 1) }
    }
    // Where there is nothing to be made consistent, the mutex is held and whole.
    region.pthreadMutex.makeConsistent()
    region.notFull.broadcast()
    region.notEmpty.broadcast()
  }

  /// A look at the other's index that sees everything its owner did before it stored it. A bare worker does without if
  /// what it last saw there is enough: an index only grows, so there is at least that much to do.
  @inline(__always)
  mutating func loadAcquire(
    _ index: Word64, at operation: Int, unlessSeen isEnough: (UInt64) -> Bool
  ) throws(Interruption) -> UInt64 {
    try gate(operation)
    if How.looksEachTime || !isEnough(seen) { seen = index.loadAcquire() }
    return seen
  }

  /// `in = i + 1`: a store after everything before it.
  @inline(__always)
  mutating func storeRelease(_ index: Word64, _ value: UInt64, at operation: Int) throws(Interruption) {
    try gate(operation)
    index.storeRelease(value)
  }
}
