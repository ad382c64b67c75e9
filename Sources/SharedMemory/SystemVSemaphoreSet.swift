import CRegion
import Glibc
import SystemPackage

/// A System V semaphore set: svipc(7). Removed when its creator drops it.
///
/// Its members are the experiment's three semaphores and the proof of its ownership. The creator claims a new set
/// with one semop(2), which writes the mark and increments the member `alive` with SEM_UNDO: the kernel decrements it
/// again when the creator ends, however that happens, and in whichever pid namespace. A set with the mark and no live
/// creator was left behind.
///
/// Between semget(2) and the claim a set is empty, and has the mark of `SystemVMark`. A process that clears it bars
/// it first, also with one semop(2): then its creator, if it is alive after all, cannot claim it and makes another.
public final class SystemVSemaphoreSet {
  /// The purposes of a set's semaphores.
  public enum Index {
    public static let empty = 0
    public static let full = 1
    public static let mutex = 2
    static let magic = 3...4
    static let alive = 5
    static let barred = 6
    static let size = 7...9
    static let key = 10...12
    static let count = 13
  }

  /// How many semaphores each of Ringside's sets has.
  public static let semaphoreCount = Index.count

  /// A semaphore's count is at most 32767.
  private static let bits = 15
  private static let magic: [UInt16] = [0x5249, 0x4e47]  // the bytes "RING"

  /// A System V segment that a set's creator is about to make. Until it has a header, this shows whose it is.
  public struct Announcement: Sendable, Hashable {
    public var key: Int32
    public var size: Int

    public init(key: Int32, size: Int) {
      self.key = key
      self.size = size
    }
  }

  /// The state of a set.
  public enum Standing: Sendable, Hashable {
    case notRingsides
    /// Its creator has not claimed it yet, or died before it could.
    case unclaimed
    case claimed(Claim)
  }

  public struct Claim: Sendable, Hashable {
    /// Whether the process that claimed it is alive.
    public var isAlive: Bool
    /// The process that claimed it, as this process's pid namespace numbers it; nil for one outside that namespace.
    public var creator: Int32?
    public var announcement: Announcement?
  }

  /// Its id in the system, valid in other processes too.
  public let id: Int32
  public let key: Int32
  private var isCreator = true

  /// Creates a set under the first free key.
  public convenience init(announcing announcement: Announcement? = nil) throws(SystemError) {
    for key in SystemVMark.keys(of: getpid()) {
      if let id = try Self.create(key, announcement) {
        self.init(id, key)
        return
      }
    }
    throw SystemError("semget", "a key", .fileExists)
  }

  /// Creates a set under this key; nil if another set has it.
  public convenience init?(key: Int32) throws(SystemError) {
    guard let id = try Self.create(key, nil) else { return nil }
    self.init(id, key)
  }

  private init(_ id: Int32, _ key: Int32) { (self.id, self.key) = (id, key) }

  /// The id of a new set, claimed by this process; nil if the key is taken, or somebody barred the set meanwhile.
  private static func create(_ key: Int32, _ announcement: Announcement?) throws(SystemError) -> Int32? {
    let id: Int32
    do {
      id = try call("semget", SystemVSegment.text(key)) {
        semget(key, Int32(Index.count), IPC_CREAT | IPC_EXCL | SystemVMark.mode)
      }
    } catch {
      if error.errno == .fileExists { return nil }
      throw error
    }
    var values = [UInt16](repeating: 0, count: Index.count)
    values.replaceSubrange(Index.magic, with: magic)
    if let announcement {
      values.replaceSubrange(Index.size, with: parts(UInt64(announcement.size)))
      values.replaceSubrange(Index.key, with: parts(UInt64(UInt32(bitPattern: announcement.key))))
    }
    do {
      try call("semop", "\(id)") {
        system_semaphore_claim(id, Int32(Index.alive), Int32(Index.barred), values, Int32(values.count))
      }
      return id
    } catch {
      // Barred by a process that clears leftovers, or removed by then.
      if [.resourceTemporarilyUnavailable, .identifierRemoved, .invalidArgument].contains(error.errno) { return nil }
      _ = system_semaphore_remove(id)
      throw error
    }
  }

  private static func parts(_ number: UInt64) -> [UInt16] {
    (0..<3).map { UInt16(number >> UInt64($0 * bits) & 0x7fff) }
  }

  private static func number(_ parts: some Collection<UInt16>) -> UInt64 {
    parts.reversed().reduce(0) { $0 << UInt64(bits) | UInt64($1) }
  }

  // MARK: - State

  /// The state of a set. It must be this user's: nobody else could have made it like Ringside does.
  public static func standing(of set: SystemVObject) throws(SystemError) -> Standing {
    guard SystemVMark.isOn(set), set.size == Index.count, set.user == geteuid() else { return .notRingsides }
    var values = [UInt16](repeating: 0, count: Index.count)
    // The kernel does not reuse an id within any reasonable time, so it cannot be a larger set by now.
    try call("semctl", "\(set.id), GETALL") { system_semaphore_values(set.id, &values) }
    if Array(values[Index.magic]) == magic {
      let last = system_semaphore_last_pid(set.id, Int32(Index.alive))
      let size = Int(clamping: number(values[Index.size]))
      let key = Int32(bitPattern: UInt32(truncatingIfNeeded: number(values[Index.key])))
      return .claimed(
        Claim(
          isAlive: values[Index.alive] != 0, creator: last > 0 ? last : nil,
          announcement: size == 0 ? nil : Announcement(key: key, size: size)))
    }
    let isBarred = values[Index.barred] != 0
    values[Index.barred] = 0
    return values.allSatisfy { $0 == 0 } && (isBarred || !set.isUsed) ? .unclaimed : .notRingsides
  }

  /// Whether the set is gone. Somebody may have removed it: ipcrm(1).
  public var isGone: Bool { (try? SystemVObject(.semaphores, id: id)) == nil }

  // MARK: - Removal

  /// Removes the set, if this created it, and wakes the processes that sleep on it: semctl(2), IPC_RMID.
  public func remove() {
    // Another process may have removed it already.
    if isCreator { _ = system_semaphore_remove(id) }
    isCreator = false
  }

  /// Removes the set with this id, even if another process created it: semctl(2), IPC_RMID.
  public static func remove(_ id: Int32) throws(SystemError) {
    try call("semctl", "\(id), IPC_RMID") { system_semaphore_remove(id) }
  }

  /// Bars an unclaimed set from being claimed. Returns false if its creator was faster.
  public static func bar(_ id: Int32) throws(SystemError) -> Bool {
    do {
      try call("semop", "\(id)") {
        system_semaphore_bar(id, Int32(Index.alive), Int32(Index.magic.lowerBound), Int32(Index.barred))
      }
      return true
    } catch {
      if error.errno == .resourceTemporarilyUnavailable { return false }
      throw error
    }
  }

  /// The removal that a crash must not miss.
  public var removal: Removal { Removal(.semaphores, id: id) }

  deinit { remove() }
}
