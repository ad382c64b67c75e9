import Glibc
import SystemPackage

/// How Ringside's System V message queues are known: msgget(2).
///
/// A queue has no room for a header. Its key tells the creator's process id, and an unusual limit of its size that it is
/// Ringside's: a key alone could come out of anybody's ftok(3).
public enum MessageQueue {
  private static let keyPrefix: UInt32 = 0x52
  /// A little below the system's own limit, so that everyone may set it: msg_qbytes of msgctl(2).
  private static let mark = 0x3f52

  /// The key for a queue of this process.
  public static func key(of pid: Int32) -> Int32 {
    Int32(bitPattern: keyPrefix << 24 | UInt32(bitPattern: pid) & 0xff_ffff)
  }

  /// The process that a key tells; nil for a key that is none of Ringside's.
  public static func creator(inKey key: Int32) -> Int32? {
    let bits = UInt32(bitPattern: key)
    return bits >> 24 == keyPrefix ? Int32(bits & 0xff_ffff) : nil
  }

  /// Marks a queue that this process has just created: msgctl(2), IPC_SET.
  public static func mark(_ id: Int32) throws(SystemError) {
    var status = msqid_ds()
    try call("msgctl", "\(id), IPC_STAT") { msgctl(id, IPC_STAT, &status) }
    status.msg_qbytes = msglen_t(mark)
    try call("msgctl", "\(id), IPC_SET") { msgctl(id, IPC_SET, &status) }
  }

  /// Whether a queue carries the mark.
  public static func isMarked(_ id: Int32) -> Bool {
    var status = msqid_ds()
    return msgctl(id, IPC_STAT, &status) == 0 && status.msg_qbytes == mark
  }

  /// msgctl(2), IPC_RMID.
  public static func remove(_ id: Int32) throws(SystemError) {
    try call("msgctl", "\(id), IPC_RMID") { msgctl(id, IPC_RMID, nil) }
  }
}
