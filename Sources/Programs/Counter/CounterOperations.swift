import Model
import SharedMemory

/// The operations of the counter. `counter++` is three of them.
extension Worker {
  /// `r = counter`
  @inline(__always)
  mutating func loadCounter(at operation: Int) throws(Interruption) -> UInt64 {
    try gate(operation)
    let value = region.counter.load()
    words.index.store(value)
    words.registers.store(RegionValue.showsIndex)
    return value
  }

  /// `r = r + 1`
  @inline(__always)
  mutating func addOne(to value: UInt64, at operation: Int) throws(Interruption) -> UInt64 {
    try gate(operation)
    words.index.store(value &+ 1)
    return value &+ 1
  }

  /// `counter = r`. If this process is killed between the store and the count, the claim shows the laboratory whether
  /// the value was stored.
  @inline(__always)
  mutating func storeCounter(_ value: UInt64, at operation: Int) throws(Interruption) {
    try gate(operation)
    words.claim.storeRelease(value)
    region.counter.storeRelease(value)
    words.sequence.add()
    words.claim.storeRelease(0)
  }

  /// `atomic_fetch_add(&counter, 1)`
  @inline(__always)
  mutating func addAtomically(at operation: Int) throws(Interruption) {
    try gate(operation)
    region.counter.addOne()
    words.sequence.add()
  }
}
