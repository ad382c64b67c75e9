import Glibc
import SharedMemory

extension Leftovers {
  /// The temporary files that Ringside maps when nobody names it one. A file that somebody has named is never among
  /// them: its header says so.
  static func temporaryFiles() throws(SystemError) -> [Found] {
    let folder = temporaryFolder
    return try names(in: folder).compactMap { name in
      // ringside-PID, or ringside-PID-2 and so on.
      let parts = name.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count), parts.allSatisfy({ Int32($0) != nil }), let creator = Int32(parts[0]) else {
        return nil
      }
      return look(atFile: folder + "/" + name, creator)
    }
  }

  /// Nil if it has gone meanwhile, or is nothing that Ringside would have made.
  private static func look(atFile path: String, _ creator: Int32) -> Found? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var found = Found(
      kind: .file, name: path, bytes: Int(status.st_size), creator: creator, user: status.st_uid, state: .notOurs,
      look: "ls -l \(quoted(path))", clear: "rm \(quoted(path))")
    switch FileSegment.look(at: path) {
    case .region(let mapping):
      guard let region = Leftovers.creator(of: mapping) else { return found }
      if region.isKept { return nil }
      found.creator = region.pid
      found.state = region.isAlive || FileSegment.isLocked(path) ? .alive : .dead
    case .nothingYet:
      // Killed before it wrote a header: no byte is lost with it.
      if status.st_mode & 0o777 == 0o600 {
        found.state = isAlive(creator) || FileSegment.isLocked(path) ? .alive : .dead
      }
    case .other: break
    }
    return found
  }
}
