import CRegion
import Glibc
import SystemPackage

/// A `pthread_mutex_t` in shared memory: pthread_mutex_lock(3).
public struct SharedMutex {
  @usableFromInline let pointer: UnsafeMutablePointer<pthread_mutex_t>

  @inlinable @inline(__always)
  public init(_ address: UnsafeMutableRawPointer) {
    pointer = address.assumingMemoryBound(to: pthread_mutex_t.self)
  }

  /// The result of trying to acquire it.
  public enum Answer: Sendable, Hashable {
    case acquired
    /// Acquired, but its last holder died inside (EOWNERDEAD): the data that it guards may be inconsistent.
    case ownerDied
    /// Another process holds it.
    case busy
    /// Not acquired, and nobody can acquire it until it is initialized again: its holder died and the next one
    /// released it without repair (ENOTRECOVERABLE), or its bytes are no longer a mutex (EINVAL).
    case unusable
    /// A signal ended the sleep, because the worker has other orders. Nobody may use the mutex or the condition
    /// before it is initialized again.
    case left
  }

  /// Initializes it: pthread_mutex_init(3). Nobody may be using it.
  /// - Parameters:
  ///   - isShared: whether processes may share it: PTHREAD_PROCESS_SHARED.
  ///   - isRobust: whether the next holder learns of its holder's death: PTHREAD_MUTEX_ROBUST.
  public func initialize(isShared: Bool, isRobust: Bool) throws(SystemError) {
    var attributes = pthread_mutexattr_t()
    try check("pthread_mutexattr_init") { pthread_mutexattr_init(&attributes) }
    defer { pthread_mutexattr_destroy(&attributes) }
    let sharing = Int32(isShared ? PTHREAD_PROCESS_SHARED : PTHREAD_PROCESS_PRIVATE)
    try check("pthread_mutexattr_setpshared") { pthread_mutexattr_setpshared(&attributes, sharing) }
    let robustness = Int32(isRobust ? PTHREAD_MUTEX_ROBUST : PTHREAD_MUTEX_STALLED)
    try check("pthread_mutexattr_setrobust") { pthread_mutexattr_setrobust(&attributes, robustness) }
    try check("pthread_mutex_init") { pthread_mutex_init(pointer, &attributes) }
  }

  /// Acquires it if it is free, without sleeping: pthread_mutex_trylock(3).
  @inlinable @inline(__always)
  public func tryLock() -> Answer { answer(pthread_mutex_trylock(pointer)) }

  /// Acquires it, asleep until it is free: pthread_mutex_lock(3). A signal does not interrupt it.
  public func lock() -> Answer { answer(pthread_mutex_lock(pointer)) }

  /// The same, but a signal whose handler is `endSleep` ends the sleep once the word no longer holds the value.
  public func lock(while word: Word32, is value: UInt32) -> Answer {
    answer(sleeps_lock(pointer, word.pointer, value))
  }

  /// The signal handler that ends such sleeps.
  public static let endSleep: @convention(c) (Int32) -> Void = sleeps_end

  @inlinable @inline(__always)
  func answer(_ result: Int32) -> Answer { result == 0 ? .acquired : answer(failure: result) }

  @usableFromInline
  func answer(failure: Int32) -> Answer {
    switch failure {
    case EOWNERDEAD: .ownerDied
    // glibc's trylock acquires the lock of an unrecoverable mutex and keeps it: the next caller finds it busy for
    // ever.
    case EBUSY: pointer.pointee.__data.__owner == Self.unrecoverable ? .unusable : .busy
    case sleeps_left: .left
    // ENOTRECOVERABLE, EINVAL, and the errors of an overwritten mutex: EPERM, EDEADLK, EAGAIN.
    default: .unusable
    }
  }

  /// Releases it and wakes one process that waits: pthread_mutex_unlock(3). Returns false if this process does not
  /// hold it, which only a robust mutex checks (EPERM), or if it is no longer a mutex.
  @inlinable @inline(__always) @discardableResult
  public func unlock() -> Bool { pthread_mutex_unlock(pointer) == 0 }

  /// Marks the data that it guards as repaired after its holder's death: pthread_mutex_consistent(3). Returns false
  /// if its state is not inconsistent (EINVAL).
  @discardableResult
  public func makeConsistent() -> Bool { pthread_mutex_consistent(pointer) == 0 }

  /// The thread id of its holder; nil if nobody holds it. After its holder's death this is the dead thread's id until
  /// the next acquires it.
  ///
  /// The C library stores it beside the lock. In a robust mutex the lock itself is the thread id, so that the kernel
  /// finds it when that thread dies: futex(2), FUTEX_TID_MASK.
  public var owner: Int32? {
    let data = pointer.pointee.__data
    let holder = data.__kind & Self.robustKind == 0 ? 0 : data.__lock & Self.threadMask
    let owner = holder != 0 ? holder : data.__owner
    return owner == 0 ? nil : owner
  }

  /// The bit of `__kind` that marks a robust mutex, and the bits of its lock that hold a thread id.
  private static let robustKind: Int32 = 16
  private static let threadMask: Int32 = 0x3fff_ffff
  /// PTHREAD_MUTEX_NOTRECOVERABLE, which glibc stores as the owner of a mutex that nobody can acquire any more.
  private static let unrecoverable = Int32.max - 1

  public var address: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) }
}

/// A `pthread_cond_t` in shared memory: pthread_cond_wait(3).
public struct SharedCondition {
  @usableFromInline let pointer: UnsafeMutablePointer<pthread_cond_t>

  @inlinable @inline(__always)
  public init(_ address: UnsafeMutableRawPointer) {
    pointer = address.assumingMemoryBound(to: pthread_cond_t.self)
  }

  /// Initializes it as a condition that processes share: pthread_cond_init(3). Nobody may be using it.
  public func initialize() throws(SystemError) {
    var attributes = pthread_condattr_t()
    try check("pthread_condattr_init") { pthread_condattr_init(&attributes) }
    defer { pthread_condattr_destroy(&attributes) }
    try check("pthread_condattr_setpshared") {
      pthread_condattr_setpshared(&attributes, Int32(PTHREAD_PROCESS_SHARED))
    }
    try check("pthread_cond_init") { pthread_cond_init(pointer, &attributes) }
  }

  /// Releases the mutex, sleeps until it is woken, and acquires the mutex again: pthread_cond_wait(3). A signal does not
  /// interrupt it.
  public func wait(_ mutex: SharedMutex) -> SharedMutex.Answer {
    mutex.answer(pthread_cond_wait(pointer, mutex.pointer))
  }

  /// The same, but a signal whose handler is `SharedMutex.endSleep` ends the sleep once the word no longer holds the
  /// value.
  public func wait(_ mutex: SharedMutex, while word: Word32, is value: UInt32) -> SharedMutex.Answer {
    mutex.answer(sleeps_wait(pointer, mutex.pointer, word.pointer, value))
  }

  /// Wakes one process that sleeps on it: pthread_cond_signal(3), which never fails.
  @inlinable @inline(__always)
  public func signal() { pthread_cond_signal(pointer) }

  /// Wakes all processes that sleep on it: pthread_cond_broadcast(3), which never fails.
  public func broadcast() { pthread_cond_broadcast(pointer) }

  public var address: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) }

  /// Whether an address is inside it: the C library sleeps on several of its words.
  public func contains(_ address: UnsafeMutableRawPointer) -> Bool {
    let start = UnsafeMutableRawPointer(pointer)
    return address >= start && address < start + MemoryLayout<pthread_cond_t>.size
  }
}

/// The calls of pthreads return their error.
func check(_ name: String, _ body: () -> Int32) throws(SystemError) {
  let error = body()
  if error != 0 { throw SystemError(name, "", Errno(rawValue: error)) }
}

extension Word32 {
  var pointer: UnsafePointer<UInt32> { UnsafePointer(address.assumingMemoryBound(to: UInt32.self)) }
}
