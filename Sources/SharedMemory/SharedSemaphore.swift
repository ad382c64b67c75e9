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

  /// Makes it a semaphore with this count, shared between processes (pshared 1) or not: sem_init(3). Nobody may be using
  /// it.
  public func initialize(_ value: UInt32, isShared: Bool = true) throws(SystemError) {
    try call("sem_init", "\(value)") { sem_init(pointer, isShared ? 1 : 0, value) }
  }

  /// Takes one if there is one, without sleeping: sem_trywait(3).
  @inlinable @inline(__always)
  public func tryWait() -> Bool { sem_trywait(pointer) == 0 }

  /// Takes one, asleep until there is one: sem_wait(3). False if a signal interrupted it, the only failure that glibc has.
  public func wait() -> Bool { sem_wait(pointer) == 0 }

  /// Gives one, and wakes a process that waits: sem_post(3). False if the count would exceed SEM_VALUE_MAX (EOVERFLOW),
  /// the only failure that glibc has; then it has given nothing.
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
