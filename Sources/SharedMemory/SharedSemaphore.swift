import CRegion
import Glibc
import SystemPackage

/// An unnamed semaphore in shared memory: sem_overview(7).
public struct SharedSemaphore {
  @usableFromInline let pointer: UnsafeMutablePointer<sem_t>

  @inlinable @inline(__always)
  public init(_ address: UnsafeMutableRawPointer) {
    pointer = address.assumingMemoryBound(to: sem_t.self)
  }

  public var address: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) }

  /// Initializes it with this count, shared between processes (pshared 1) or not: sem_init(3). Nobody may be using
  /// it.
  public func initialize(_ value: UInt32, isShared: Bool = true) throws(SystemError) {
    try call("sem_init", "\(value)") { sem_init(pointer, isShared ? 1 : 0, value) }
  }

  /// Decrements it if its count is above 0, without sleeping: sem_trywait(3).
  @inlinable @inline(__always)
  public func tryWait() -> Bool { sem_trywait(pointer) == 0 }

  /// Decrements it, asleep while its count is 0: sem_wait(3). Returns false if a signal interrupted it, glibc's only
  /// failure.
  public func wait() -> Bool { sem_wait(pointer) == 0 }

  /// Increments it, and wakes a process that waits: sem_post(3). Returns false, and does nothing, if the count would
  /// exceed SEM_VALUE_MAX (EOVERFLOW), glibc's only failure.
  @inlinable @inline(__always)
  public func post() -> Bool { sem_post(pointer) == 0 }

  /// Its count: sem_getvalue(3).
  public var value: Int {
    var value: Int32 = 0
    // It cannot fail on Linux: every bit pattern is a count.
    sem_getvalue(pointer, &value)
    return Int(value)
  }
}
