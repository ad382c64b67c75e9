import Glibc

/// How to tell that something is a run's own, before it is removed: the program may have written any name or number into
/// its records.
struct ObjectOrigin {
  let run: UInt32
  let usesRealNames: Bool
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
    return !bare.contains("/") && (usesRealNames || bare.hasPrefix(WatchRemnants.prefix + "\(run)-"))
  }

  /// An object of System V that this user made during the run; its key is private unless real ones are wanted.
  func includes(_ permissions: ipc_perm, changed: time_t) -> Bool {
    permissions.cuid == getuid() && changed >= start && (usesRealNames || permissions.__key == IPC_PRIVATE)
  }
}
