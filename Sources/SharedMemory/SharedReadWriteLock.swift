import CRegion
import Glibc
import SystemPackage

/// A `pthread_rwlock_t` in shared memory: pthread_rwlock_rdlock(3p), pthread_rwlock_wrlock(3p). Any number of readers
/// hold it together, or one writer alone. As glibc makes it, a reader may pass a writer that waits.
public struct SharedReadWriteLock {
  @usableFromInline let pointer: UnsafeMutablePointer<pthread_rwlock_t>

  @inlinable @inline(__always)
  public init(_ address: UnsafeMutableRawPointer) {
    pointer = address.assumingMemoryBound(to: pthread_rwlock_t.self)
  }

  /// The kind of access that a process asks for.
  public enum Mode: Sendable, Hashable {
    case reading, writing
  }

  /// Initializes it as a lock that processes share: pthread_rwlock_init(3p), PTHREAD_PROCESS_SHARED. Nobody may be using it.
  public func initialize() throws(SystemError) {
    var attributes = pthread_rwlockattr_t()
    try check("pthread_rwlockattr_init") { pthread_rwlockattr_init(&attributes) }
    defer { pthread_rwlockattr_destroy(&attributes) }
    try check("pthread_rwlockattr_setpshared") {
      pthread_rwlockattr_setpshared(&attributes, Int32(PTHREAD_PROCESS_SHARED))
    }
    try check("pthread_rwlock_init") { pthread_rwlock_init(pointer, &attributes) }
  }

  /// Acquires it if it is available, without sleeping: pthread_rwlock_tryrdlock(3p), pthread_rwlock_trywrlock(3p).
  @inlinable @inline(__always)
  public func tryLock(_ mode: Mode) -> SharedMutex.Answer {
    answer(mode == .reading ? pthread_rwlock_tryrdlock(pointer) : pthread_rwlock_trywrlock(pointer))
  }

  /// Acquires it, asleep until it is available. A signal does not interrupt it.
  public func lock(_ mode: Mode) -> SharedMutex.Answer {
    answer(mode == .reading ? pthread_rwlock_rdlock(pointer) : pthread_rwlock_wrlock(pointer))
  }

  /// The same, but a signal that has `SharedMutex.endSleep` as its handler ends the sleep once a word no longer holds a
  /// value. Nobody may use the lock after that before it is initialized again.
  public func lock(_ mode: Mode, while word: Word32, is value: UInt32) -> SharedMutex.Answer {
    answer(
      mode == .reading
        ? sleeps_read_lock(pointer, word.pointer, value) : sleeps_write_lock(pointer, word.pointer, value))
  }

  @usableFromInline
  func answer(_ result: Int32) -> SharedMutex.Answer {
    switch result {
    case 0: .acquired
    case EBUSY: .busy
    case sleeps_left: .left
    // EDEADLK and EAGAIN: it was overwritten, or the readers are more than it can count.
    default: .unusable
    }
  }

  /// Releases it, and wakes a writer or all readers that wait: pthread_rwlock_unlock(3p), which never fails.
  @inlinable @inline(__always)
  public func unlock() { pthread_rwlock_unlock(pointer) }

  /// The thread id of the writer that holds it; nil while no writer does.
  public var writer: Int32? {
    let owner = pointer.pointee.__data.__cur_writer
    return owner == 0 ? nil : owner
  }

  /// Whether nobody holds it, neither readers nor a writer. glibc counts the readers from bit 3 of `__readers` on, and sets
  /// bit 1 of it while a writer holds the lock or is the next to get it.
  public var isFree: Bool {
    let readers = pointer.pointee.__data.__readers
    return readers >> Self.readerShift == 0 && readers & Self.writerLocked == 0
  }

  /// PTHREAD_RWLOCK_READER_SHIFT and PTHREAD_RWLOCK_WRLOCKED.
  private static let (readerShift, writerLocked): (UInt32, UInt32) = (3, 2)

  public var address: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) }

  /// Whether an address is inside of it: the C library sleeps on several words of it.
  public func contains(_ address: UnsafeMutableRawPointer) -> Bool {
    let start = UnsafeMutableRawPointer(pointer)
    return address >= start && address < start + MemoryLayout<pthread_rwlock_t>.size
  }
}
