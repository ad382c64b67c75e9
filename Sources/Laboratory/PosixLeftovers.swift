import Glibc
import Model
import SharedMemory

extension Leftovers {
  /// The POSIX objects with names that begin like Ringside's: shm_overview(7).
  static func posixObjects(where isWanted: (Remnant) -> Bool) throws(SystemError) -> [Leftover] {
    try names(in: PosixSegment.folder).compactMap { name in
      let path = PosixSegment.folder + "/" + name
      guard let remnant = Remnant(file: path), isWanted(remnant) else { return nil }
      return Leftover(.posix, "/" + name, remnant, look: "ls -l \(quoted(path))", clear: "rm \(quoted(path))")
    }
  }

  /// The POSIX message queues that still have a name. No command shows them, except through a mounted mqueue file
  /// system.
  static func posixQueues() -> [Leftover] {
    PosixQueueMark.names.compactMap { name in
      Remnant(posixQueue: name).map { Leftover(.posixQueue, name, $0, look: nil, clear: nil) }
    }
  }
}
