import Glibc
import SharedMemory

extension Leftovers {
  private static let folder = "/dev/shm"

  /// The POSIX objects whose name begins as Ringside's do: shm_overview(7).
  static func posixObjects() throws(SystemError) -> [Found] {
    try names(in: folder).compactMap { look(at: "/" + $0) }
  }

  /// Nil if it has gone meanwhile.
  private static func look(at name: String) -> Found? {
    let creator = Int32(name.dropFirst(1 + prefix.count).prefix { $0 != "-" })
    let path = quoted(folder + name)
    var found = Found(
      kind: .posix, name: name, bytes: 0, creator: creator, user: 0, state: .notOurs, look: "ls -l \(path)",
      clear: "rm \(path)")
    let segment: PosixSegment
    do {
      segment = try PosixSegment(opening: name, access: .readOnly)
    } catch {
      return error.errno == .noSuchFileOrDirectory ? nil : found
    }
    let region = (try? segment.map(.readOnly)).flatMap { Leftovers.creator(of: $0) }
    found.bytes = segment.size
    found.user = segment.owner ?? 0
    found.creator = creator ?? region?.pid
    // A creator holds a lock on its segment for as long as it lives. Between creating and locking it, its pid in the
    // name speaks for it.
    let isAlive = segment.isLocked || (region == nil && creator.map { Leftovers.isAlive($0) } == true)
    found.state = isAlive ? .alive : found.creator == nil ? .notOurs : .dead
    return found
  }
}
