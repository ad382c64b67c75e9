import CRegion
import Glibc
import SharedMemory

/// The System V message queues of Ringside on this machine, and which of them were left behind.
///
/// Such a queue has no name. What tells ours is its key, with an R and the pid of its creator, together with a mode that
/// nobody else has a reason to give: the bits for execution mean nothing for a queue, so they can be our mark.
public enum LeftoverQueues {
  public struct Found: Sendable, Codable, Hashable {
    public var identifier: Int32
    public var key: Int32
    /// The process that its key says created it.
    public var creator: Int32
    public var bytes: Int
    /// Whether its creator is dead, so that nobody will remove it.
    public var isDead: Bool
  }

  /// Its owner may send and receive, and the bits for execution are the mark.
  static let mode: Int32 = 0o711

  /// The high byte of a key: 0x52, and the next ones for a process that needs several.
  private static let marks: ClosedRange<Int32> = 0x52...0x5f

  static func keys(of pid: Int32) -> [Int32] { marks.map { $0 << 24 | pid & 0xff_ffff } }

  /// All of this user's, by identifier.
  public static func all() -> [Found] {
    let boot = bootTime()
    return lines(of: "/proc/sysvipc/msg").compactMap { found($0, boot: boot) }.sorted { $0.identifier < $1.identifier }
  }

  /// Removes a queue if its creator is still dead. Whether it is gone.
  @discardableResult
  public static func remove(_ queue: Found) throws(SystemError) -> Bool {
    guard all().contains(where: { $0.identifier == queue.identifier && $0.key == queue.key && $0.isDead })
    else { return false }
    do {
      try call("msgctl", "\(queue.identifier)") { system_v_queue_remove(queue.identifier) }
    } catch  where error.errno == .invalidArgument || error.errno == .identifierRemoved {
      // Somebody else was faster.
    }
    return true
  }

  /// A line of /proc/sysvipc/msg: key, identifier, mode, bytes, messages, last pids, owner and creator, and three times,
  /// the last of them that of the queue's creation. Nil for one that is not ours.
  static func found(_ line: String, boot: Int?) -> Found? {
    let fields = line.split(whereSeparator: \.isWhitespace)
    guard fields.count >= 14, let wide = Int64(fields[0]), let identifier = Int32(fields[1]),
      Int32(fields[2], radix: 8) == mode, let bytes = Int(fields[3]), UInt32(fields[9]) == geteuid(),
      let created = Int(fields[13])
    else { return nil }
    let key = Int32(truncatingIfNeeded: wide)
    guard marks.contains(key >> 24) else { return nil }
    let pid = key & 0xff_ffff
    return Found(
      identifier: identifier, key: key, creator: pid, bytes: bytes,
      isDead: !isAlive(pid, since: created, boot: boot))
  }

  /// Whether a process lives that can have created something at this time. One that started later has but inherited its
  /// pid from the dead.
  private static func isAlive(_ pid: Int32, since created: Int, boot: Int?) -> Bool {
    guard kill(pid, 0) == 0 || errno == EPERM else { return false }
    guard let boot, let ticks = startTicks(of: pid) else { return true }
    // Both times are cut to whole seconds.
    return boot + ticks / sysconf(Int32(_SC_CLK_TCK)) <= created + 2
  }

  /// When this machine started, in seconds since 1970: the line `btime` of /proc/stat.
  private static func bootTime() -> Int? {
    lines(of: "/proc/stat").first { $0.hasPrefix("btime ") }?
      .split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) }
  }

  /// When a process started, in clock ticks since boot: the 22nd field of /proc/PID/stat.
  private static func startTicks(of pid: Int32) -> Int? {
    guard let line = lines(of: "/proc/\(pid)/stat").first, let parenthesis = line.lastIndex(of: ")") else { return nil }
    let fields = line[parenthesis...].split(separator: " ")
    return fields.count > 20 ? Int(fields[20]) : nil
  }
}
