import CRegion
import Glibc

/// A member of a System V semaphore set: sysvipc(7). Any process that knows the set's id can use it.
public struct SystemVSemaphore: Sendable, Hashable {
  public let set: Int32
  public let member: Int32

  @inlinable @inline(__always)
  public init(set: Int32, member: Int32) {
    self.set = set
    self.member = member
  }

  /// The result of an operation.
  @frozen
  public enum Answer: Sendable, Hashable {
    case done
    /// It would have had to sleep.
    case wouldSleep
    /// A signal woke it.
    case interrupted
    /// Somebody removed the set, or it cannot be used.
    case gone
  }

  /// Decrements it if its count is above 0, without sleeping: semop(2) with IPC_NOWAIT. The kernel undoes it when
  /// this process dies: SEM_UNDO.
  @inlinable @inline(__always)
  public func tryTake() -> Answer { answer(system_semaphore_change(set, member, -1, IPC_NOWAIT | Int32(SEM_UNDO))) }

  /// Decrements it, asleep while its count is 0: semop(2) with SEM_UNDO.
  @inlinable @inline(__always)
  public func take() -> Answer { answer(system_semaphore_change(set, member, -1, Int32(SEM_UNDO))) }

  /// Increments it to undo this process's decrement: semop(2) with SEM_UNDO.
  @inlinable @inline(__always)
  public func giveBack() -> Answer { answer(system_semaphore_change(set, member, 1, Int32(SEM_UNDO))) }

  /// Increments it, in exchange for this process's decrement of another member, which is thereby permanent.
  @inlinable @inline(__always)
  public func give(for taken: SystemVSemaphore) -> Answer {
    answer(system_semaphore_hand_over(set, member, taken.member))
  }

  @inlinable @inline(__always)
  func answer(_ result: Int32) -> Answer { result == 0 ? .done : Self.failure }

  /// The reason why the last operation failed.
  @usableFromInline
  static var failure: Answer {
    switch errno {
    case EAGAIN: .wouldSleep
    case EINTR: .interrupted
    default: .gone
    }
  }

  /// Its count: GETVAL of semctl(2); 0 if the set is gone.
  public var value: Int { max(0, Int(system_semaphore_value(set, member))) }

  /// How many processes sleep until it increases: GETNCNT.
  public var waiters: Int { max(0, Int(system_semaphore_waiters(set, member))) }

  /// The process that changed it last: GETPID; nil if none has.
  public var lastPid: Int32? {
    let pid = system_semaphore_last_pid(set, member)
    return pid > 0 ? pid : nil
  }

  /// Sets its count, and clears every process's pending undo of it: SETVAL.
  public func setValue(_ value: Int) throws(SystemError) {
    try call("semctl", "SETVAL of set \(set)") { system_semaphore_set_value(set, member, Int32(value)) }
  }
}
