import Model
import SharedMemory

/// A count of processes of one role, its mutex, and the semaphore that the first closes and the last opens.
struct CountedGate {
  var mutex: SharedSemaphore
  var mutexName: SharedVariable
  var count: Word64
  var gate: SharedSemaphore
  var gateName: SharedVariable
}

extension Worker {
  /// The readers' count, which guards `wrt`.
  @inline(__always)
  var readers: CountedGate {
    CountedGate(
      mutex: region.mutex, mutexName: .mutex, count: shared.readcount, gate: shared.wrt, gateName: .wrt)
  }

  /// The writers' count, which guards `turnstile`.
  @inline(__always)
  var writers: CountedGate {
    CountedGate(
      mutex: shared.writeMutex, mutexName: .writeMutex, count: shared.writecount, gate: shared.turnstile,
      gateName: .turnstile)
  }

  /// `sem_wait(semaphore)`, with which a process begins to wait for an entry.
  @inline(__always)
  mutating func beginWithWait(_ semaphore: SharedSemaphore, _ variable: SharedVariable) throws(Interruption) {
    try gate(0)
    beginToWait()
    if !semaphore.tryWait() { try sleep(on: semaphore, variable, 0) }
  }

  /// Five operations: counts this process in under the mutex.
  @inline(__always)
  mutating func countIn(_ counted: CountedGate, at operation: Int) throws(Interruption) {
    if operation == 0 {
      try beginWithWait(counted.mutex, counted.mutexName)
    } else {
      try wait(counted.mutex, counted.mutexName, at: operation)
    }
    let count = try loadCount(counted.count, at: operation + 1)
    try storeCount(count &+ 1, in: counted.count, at: operation + 2)
    try wait(counted.gate, counted.gateName, if: count == 0, at: operation + 3)
    try post(counted.mutex, at: operation + 4)
  }

  /// Five operations: counts it out.
  @inline(__always)
  mutating func countOut(_ counted: CountedGate, at operation: Int) throws(Interruption) {
    try wait(counted.mutex, counted.mutexName, at: operation)
    let count = try loadCount(counted.count, at: operation + 1)
    try storeCount(count &- 1, in: counted.count, at: operation + 2)
    try post(counted.gate, if: count == 1, at: operation + 3)
    try post(counted.mutex, at: operation + 4)
  }

  /// `r = readcount`
  @inline(__always)
  mutating func loadCount(_ word: Word64, at operation: Int) throws(Interruption) -> UInt64 {
    try gate(operation)
    if operation == 0 { beginToWait() }
    let count = word.load()
    words.index.store(count)
    words.registers.store(RegionValue.showsIndex)
    return count
  }

  /// `readcount = r + 1`
  @inline(__always)
  mutating func storeCount(_ count: UInt64, in word: Word64, at operation: Int) throws(Interruption) {
    try gate(operation)
    word.store(count)
  }

  /// `if (r == 0) sem_wait(semaphore)`
  @inline(__always)
  mutating func wait(
    _ semaphore: SharedSemaphore, _ variable: SharedVariable, if isNeeded: Bool, at operation: Int
  ) throws(Interruption) {
    try gate(operation)
    if isNeeded && !semaphore.tryWait() { try sleep(on: semaphore, variable, operation) }
  }

  /// `if (r == 1) sem_post(semaphore)`
  @inline(__always)
  mutating func post(_ semaphore: SharedSemaphore, if isNeeded: Bool, at operation: Int) throws(Interruption) {
    try gateBeforeWaking(operation)
    if isNeeded && !semaphore.post() { throw giveUp(.semaphoreOverflow) }
  }
}
