import Glibc
import SharedMemory

extension Leftovers {
  /// The POSIX objects whose name begins as Ringside's do: shm_overview(7).
  static func posixObjects(where isWanted: (Remnant) -> Bool) throws(SystemError) -> [Found] {
    try names(in: PosixSegment.folder).compactMap { name in
      let path = PosixSegment.folder + "/" + name
      guard let remnant = Remnant(file: path), isWanted(remnant) else { return nil }
      return Found(.posix, "/" + name, remnant, look: "ls -l \(quoted(path))", clear: "rm \(quoted(path))")
    }
  }

  /// The POSIX message queues that still have a name. No command shows them, but for a mounted list of queues.
  static func posixQueues() -> [Found] {
    PosixQueueMark.names.compactMap { name in
      Remnant(posixQueue: name).map { Found(.posixQueue, name, $0, look: nil, clear: nil) }
    }
  }
}
