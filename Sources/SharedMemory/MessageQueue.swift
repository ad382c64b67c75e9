import Glibc
import SystemPackage

/// How Ringside's System V message queues are known: msgget(2).
///
/// A queue has no room for a header. Its key tells the creator's process id, and a mode that nobody else has a reason to
/// give says that it is Ringside's: a key alone could come out of anybody's ftok(3). The bits for execution mean nothing
/// for a queue, so they can be the mark.
public enum MessageQueue {
  /// Its owner may send and receive, and the bits for execution are the mark.
  public static let mode: Int32 = 0o711

  /// The high byte of a key, and the next ones for a process that needs several queues.
  private static let marks: ClosedRange<Int32> = 0x52...0x5f

  /// The keys that a process may give to its queues.
  public static func keys(of pid: Int32) -> [Int32] { marks.map { $0 << 24 | pid & 0xff_ffff } }

  /// The process that a key tells; nil for a key that is none of Ringside's.
  public static func creator(inKey key: Int32) -> Int32? { marks.contains(key >> 24) ? key & 0xff_ffff : nil }

  /// msgctl(2), IPC_RMID.
  public static func remove(_ id: Int32) throws(SystemError) {
    try call("msgctl", "\(id), IPC_RMID") { msgctl(id, IPC_RMID, nil) }
  }
}
