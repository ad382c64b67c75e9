import CWatch
import Glibc

/// The objects of System V that a run has made, found by their keys: its records may have been written over.
enum SystemVRemnants {
  /// Removes all that have a key of a run, and are this user's: sysvipc(7), proc(5).
  static func remove(_ origin: ObjectOrigin) {
    guard !origin.usesRealNames else { return }
    for id in ids(in: "shm", origin) { shmctl(id, IPC_RMID, nil) }
    for id in ids(in: "sem", origin) { watch_remove_semaphores(id) }
    for id in ids(in: "msg", origin) { msgctl(id, IPC_RMID, nil) }
  }

  /// The numbers of the objects in a table of the kernel's, which begins with the key and the number of each.
  private static func ids(in table: String, _ origin: ObjectOrigin) -> [Int32] {
    let lines = TextFile.read("/proc/sysvipc/\(table)", atMost: 1 << 22).split(separator: "\n")
    let owner = lines.first?.split(separator: " ").firstIndex(of: "cuid")
    return lines.dropFirst().compactMap { line in
      let fields = line.split(separator: " ")
      guard let owner, fields.count > owner, let key = Int32(fields[0]), let id = Int32(fields[1]),
        UInt32(fields[owner]) == getuid(), origin.includes(key: key)
      else { return nil }
      return id
    }
  }
}
