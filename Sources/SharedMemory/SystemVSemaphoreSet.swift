import CRegion
import Glibc

/// A System V semaphore set: svipc(7). Removed when its creator drops it.
///
/// Unlike a segment it has no room for a header, so five of its semaphores say whose it is: a magic number and the
/// creator's process id and start time. No semaphore counts above 32767, so each number is told in parts of 15 bits.
public final class SystemVSemaphoreSet {
  /// What the semaphores of a set stand for.
  public enum Index {
    public static let empty = 0
    public static let full = 1
    public static let mutex = 2
    static let magic = 3
    static let pid = 4
    static let startTime = 6
    static let count = 8
  }

  /// How many semaphores a set of Ringside's has.
  public static let semaphoreCount = Index.count

  static let magic: UInt16 = 0x5249  // the bytes "RI"

  /// Who made a set, as its semaphores say. Of the start time they tell the low 30 bits.
  public struct Creator: Sendable, Hashable {
    public var pid: Int32
    public var startTime: UInt64

    /// Whether a process that started then, in clock ticks since boot, can be this one.
    public func started(at time: UInt64) -> Bool { time & Creator.timeMask == startTime }

    static let timeMask: UInt64 = 1 << 30 - 1
  }

  /// What the system calls it, also to other processes.
  public let id: Int32
  private var isCreator: Bool

  /// Creates a set that nobody can name but by its id, mode 0600, all counts 0: semget(2), IPC_PRIVATE.
  /// - Parameters:
  ///   - pid: this process, which the set is to be known by after its death.
  ///   - startTime: when that process started, in clock ticks since boot.
  public init(creator pid: Int32, startTime: UInt64) throws(SystemError) {
    id = try call("semget", "IPC_PRIVATE") { semget(IPC_PRIVATE, Int32(Index.count), IPC_CREAT | 0o600) }
    isCreator = true
    var values = [UInt16](repeating: 0, count: Index.count)
    values[Index.magic] = Self.magic
    values[Index.pid] = UInt16(pid & 0x7fff)
    values[Index.pid + 1] = UInt16(pid >> 15 & 0x7fff)
    values[Index.startTime] = UInt16(startTime & 0x7fff)
    values[Index.startTime + 1] = UInt16(startTime >> 15 & 0x7fff)
    try call("semctl", "\(id), SETALL") { system_semaphore_set_values(id, values) }
  }

  /// Who made the set of this id; nil for a set that is none of Ringside's.
  public static func creator(of id: Int32) throws(SystemError) -> Creator? {
    let count = try call("semctl", "\(id), IPC_STAT") { system_semaphore_count(id) }
    guard count == Index.count else { return nil }
    // Should another set have the id by now, it may be larger than this one was.
    var values = [UInt16](repeating: 0, count: 32_000)
    try call("semctl", "\(id), GETALL") { system_semaphore_values(id, &values) }
    guard values[Index.magic] == magic else { return nil }
    return Creator(
      pid: Int32(values[Index.pid]) | Int32(values[Index.pid + 1]) << 15,
      startTime: UInt64(values[Index.startTime]) | UInt64(values[Index.startTime + 1]) << 15)
  }

  /// Removes the set, if this created it, and wakes whoever sleeps on it: semctl(2), IPC_RMID.
  public func remove() {
    // It may be gone already, removed by someone else.
    if isCreator { _ = system_semaphore_remove(id) }
    isCreator = false
  }

  /// Removes the set of this id, whoever created it: semctl(2), IPC_RMID.
  public static func remove(_ id: Int32) throws(SystemError) {
    try call("semctl", "\(id), IPC_RMID") { system_semaphore_remove(id) }
  }

  /// What a crash must not leave behind.
  public var removal: Removal { Removal(.semaphores, id: id) }

  deinit { remove() }
}
