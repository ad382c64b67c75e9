import Model
import SharedMemory

/// The operations on read-write locks.
extension Worker {
  /// `pthread_rwlock_rdlock(&lock)` or `pthread_rwlock_wrlock(&lock)`, behind the gate. Sleeps in the kernel until the
  /// lock can be had; below full speed a signal ends this sleep when the worker is sent back to its start.
  @inline(__always)
  mutating func acquire(
    _ lock: SharedReadWriteLock, _ mode: SharedReadWriteLock.Mode, _ variable: SharedVariable, at operation: Int
  ) throws(Interruption) {
    let answer = lock.tryLock(mode)
    if answer != .acquired { try sleep(on: lock, mode, variable, operation, answer) }
  }

  @inline(never)
  private mutating func sleep(
    on lock: SharedReadWriteLock, _ mode: SharedReadWriteLock.Mode, _ variable: SharedVariable, _ operation: Int,
    _ answer: SharedMutex.Answer
  ) throws(Interruption) {
    if answer == .unusable { throw giveUp(.unusableMutex) }
    sayBlocked(on: variable, operation)
    _ = try acquired(
      control.attention.load() == 0 ? lock.lock(mode) : lock.lock(mode, while: control.generation, is: generation))
  }

  /// `pthread_rwlock_unlock(&lock)`
  @inline(__always)
  mutating func release(_ lock: SharedReadWriteLock, at operation: Int) throws(Interruption) {
    try gateBeforeWaking(operation)
    lock.unlock()
  }
}
