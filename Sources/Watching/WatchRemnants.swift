import CWatch
import Glibc

/// The files of runs of watched programs in `/dev/shm`: a control region `ringside-watch-RUN`, and the objects that the
/// program made under a name of its own, `ringside-watch-RUN-NAME` and `sem.ringside-watch-RUN-NAME`.
enum WatchRemnants {
  static let prefix = "ringside-watch-"
  private static let folder = "/dev/shm/"

  /// The control region of a run.
  static func path(of run: UInt32) -> String { folder + prefix + String(run) }

  /// Removes everything that has a name of this run: a program that wrote over its records may have hidden some of it.
  static func remove(run: UInt32) {
    Folder.visit(folder) { name, descriptor in
      let text = String(cString: name)
      // Its bytes may be no UTF-8.
      if self.run(of: text) == run { unlinkat(descriptor, name, 0) }
    }
  }

  /// Removes what Ringsides that were killed have left. A control region is theirs if it is complete and nobody holds
  /// its lock: only the Ringside that made it takes the lock, and the kernel frees it at its end, in every namespace.
  static func clear() {
    for run in runs where !run.isAlive { remove(run: run.number) }
  }

  /// The control regions of the Ringsides of this user that watch something now, the newest last.
  static var living: [String] {
    runs.filter(\.isAlive).sorted { ($0.start, $0.number) < ($1.start, $1.number) }.map {
      path(of: $0.number)
    }
  }

  private struct Run {
    var number: UInt32
    /// When its region was made, in seconds.
    var start: time_t
    var isAlive: Bool
  }

  /// The runs of this user, and whether their Ringsides live.
  private static var runs: [Run] {
    names.compactMap { name in
      guard let run = run(of: name), name == prefix + String(run) else { return nil }
      let file = open(folder + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard file >= 0 else { return nil }
      defer { close(file) }
      var status = stat()
      guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == getuid() else { return nil }
      let isAlive = flock(file, LOCK_EX | LOCK_NB) != 0
      // It gets its magic number only under the lock: without it, it is one that is being made, or none of ours.
      var magic: UInt32 = 0
      guard pread(file, &magic, MemoryLayout.size(ofValue: magic), 0) == MemoryLayout.size(ofValue: magic),
        magic == UInt32(WATCH_MAGIC)
      else { return nil }
      return Run(number: run, start: status.st_ctim.tv_sec, isAlive: isAlive)
    }
  }

  /// The number of the run that a name belongs to. Nil if it is not the name of such an object.
  private static func run(of name: String) -> UInt32? {
    let name = name.hasPrefix("sem.") ? name.dropFirst(4) : name[...]
    guard name.hasPrefix(prefix) else { return nil }
    return UInt32(name.dropFirst(prefix.count).prefix { $0 != "-" })
  }

  private static var names: [String] {
    var names: [String] = []
    Folder.visit(folder) { name, _ in names.append(String(cString: name)) }
    return names
  }
}
