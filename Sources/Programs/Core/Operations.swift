import Glibc
import Model
import SharedMemory

/// The operations of which disciplines consist. Each one first stops at its gate; `at` is its index in the listing.
extension Worker {
  /// `sem_wait(semaphore)`. A worker that must wait reports it first, and then really sleeps in the kernel.
  @inline(__always)
  mutating func wait(
    _ semaphore: SharedSemaphore, _ variable: @autoclosure () -> SharedVariable, at operation: Int
  ) throws(Interruption) {
    try gate(operation)
    if !semaphore.tryWait() { try sleep(on: semaphore, variable(), operation) }
  }

  /// Sleeps until a semaphore that was found at 0 could be taken.
  @inline(never)
  mutating func sleep(
    on semaphore: SharedSemaphore, _ variable: SharedVariable, _ operation: Int
  ) throws(Interruption) {
    sayBlocked(on: variable, operation)
    repeat { try mayGoOnSleeping(operation) } while !semaphore.wait()
    setState(RegionValue.running)
  }

  /// Reports that the worker must wait, just before it asks the kernel to put it to sleep.
  mutating func sayBlocked(on variable: SharedVariable, _ operation: Int) {
    sleeps &+= 1
    words.operation.store(OperationWord(operation).raw)
    words.waitsFor.store(VariableWord(variable).raw)
    let isPaced = control.attention.load() != 0
    if isPaced { returnSteps() }
    setState(RegionValue.blocked)
    if isPaced {
      record(operation, blocked: true)
      report()
    }
  }

  /// Throws if the worker has other orders by now. Called before it falls asleep, and after a signal has woken it.
  func mayGoOnSleeping(_ operation: Int) throws(Interruption) {
    if control.generation.loadAcquire() != generation { throw .restart }
    if operation == 0 && words.order.load() == RegionValue.leave { throw .leave }
  }

  /// `sem_post(semaphore)`.
  @inline(__always)
  mutating func post(_ semaphore: SharedSemaphore, at operation: Int) throws(Interruption) {
    try gateBeforeWaking(operation)
    if !semaphore.post() { throw giveUp(.semaphoreOverflow) }
  }

  /// The gate before an operation that may wake another process. That process may be faster than this one, so the
  /// operation is recorded beforehand: the history must show the cause first.
  @inline(__always)
  mutating func gateBeforeWaking(_ operation: Int) throws(Interruption) {
    try gate(operation)
    if underway != nil { finishUnderway() }
  }

  /// Makes a race likelier if the listing says so: calls sched_yield(2) once every so many times. See `Provocation`.
  @inline(__always)
  mutating func provoke() {
    untilProvoked &-= 1
    if untilProvoked > 0 { return }
    untilProvoked = provokedEvery
    yields &+= 1
    yieldProcessor()
  }
}
