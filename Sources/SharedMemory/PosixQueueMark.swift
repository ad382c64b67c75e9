import CRegion
import Glibc

/// Identifies a POSIX message queue as Ringside's while it still has a name: mq_overview(7).
///
/// A queue loses its name as soon as it is open. A process that is killed between the two calls leaves a queue under
/// one of a few names, which can be tried without a mounted mqueue file system. Its owner and its mode show that it
/// is Ringside's, and it must be empty. Removing only the name harms no process that has the queue open.
public enum PosixQueueMark {
  /// The execute bits are the mark, as for System V objects.
  public static let mode: UInt32 = 0o711

  /// The names to try in turn.
  public static var names: [String] { (1...16).map { "/ringside-\(geteuid())-queue-\($0)" } }

  /// A name that nobody can predict, for when other queues have all of these.
  public static var randomName: String { "/ringside-\(geteuid())-queue-\(UInt64.random(in: 0 ... .max))" }
}

extension Remnant {
  /// Judges a POSIX message queue by its name. Nil if there is none that this user may open.
  public init?(posixQueue name: String) {
    let raw = posix_queue_look(name)
    guard raw != -1 else { return nil }
    let queue = OpenFile(raw)
    guard let status = queue.status else { return nil }
    var waiting = 0
    let isKnown = posix_queue_count(raw, &waiting) == 0
    self.init(standing: .notOurs, bytes: 0, user: status.st_uid)
    if user == geteuid(), UInt32(status.st_mode) & 0o777 == PosixQueueMark.mode, isKnown, waiting == 0 {
      standing = queue.isLocked ? .alive : .dead
    }
  }

  /// Removes the name of a queue that was left behind, after judging it again.
  public static func remove(posixQueue name: String) throws(SystemError) -> Bool {
    guard Remnant(posixQueue: name)?.standing == .dead else { return false }
    return try removed { () throws(SystemError) in try call("mq_unlink", name) { posix_queue_unlink(name) } }
  }
}
