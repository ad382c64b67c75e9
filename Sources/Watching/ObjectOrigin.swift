import CWatch
import Glibc

/// How to tell that something is a run's own, before it is removed: the program may have written any name or number into
/// its records.
struct ObjectOrigin {
  let run: UInt32
  let usesRealNames: Bool
  /// The bits that the keys of its private objects of System V have in common.
  var keyBase: UInt32 { Self.keyBase(run: run, start: start) }
  /// When the run began, in seconds.
  let start: time_t

  /// A file in `/dev/shm`, of this user and of this run.
  func includes(file path: String) -> Bool {
    let folder = "/dev/shm/"
    var status = stat()
    guard path.hasPrefix(folder), lstat(path, &status) == 0, status.st_uid == getuid() else { return false }
    let name = path.dropFirst(folder.count)
    if !usesRealNames { return includes(name: name) }
    return !name.contains("/") && status.st_mode & S_IFMT == S_IFREG && status.st_ctim.tv_sec >= start
  }

  /// A name of this run's.
  func includes(name: Substring) -> Bool {
    let bare = name.hasPrefix("sem.") ? name.dropFirst(4) : name
    // The names of queues say nothing of when they were made: with real names, they stay.
    return !usesRealNames && !bare.contains("/") && bare.hasPrefix(WatchRemnants.prefix + "\(run)-")
  }

  /// An object of System V that this user made, with a key of this run; with real names, one that was made since.
  func includes(_ permissions: ipc_perm, changed: time_t) -> Bool {
    guard permissions.cuid == getuid() else { return false }
    return usesRealNames ? changed >= start : includes(key: permissions.__key)
  }

  /// A key of this run.
  func includes(key: Int32) -> Bool { UInt32(bitPattern: key) & ~UInt32(WATCH_KEYS) == keyBase }

  /// A hash of the run's number and its start.
  static func keyBase(run: UInt32, start: time_t) -> UInt32 {
    let hash = fnv1a("\(run) \(start)".utf8)
    // No key is 0, which is IPC_PRIVATE.
    return UInt32(truncatingIfNeeded: hash >> 20) & ~UInt32(WATCH_KEYS) | (UInt32(WATCH_KEYS) + 1)
  }
}
