import Glibc
import SharedMemory

/// The segments of Ringside on this machine, and which of them were left behind.
public enum Leftovers {
  /// A segment whose name says that it is Ringside's.
  public struct Found: Sendable, Codable, Hashable {
    public var name: String
    public var bytes: Int
    /// The process that its name says created it.
    public var creator: Int32?
    public var state: State
  }

  public enum State: String, Sendable, Codable, Hashable {
    /// Its creator lives.
    case alive
    /// Its creator is dead, and nobody will remove it.
    case dead
    /// It is another user's, and we may not look; or nothing says that Ringside made it.
    case notOurs
    case removed

    public var words: String {
      switch self {
      case .alive: "in use"
      case .dead: "left behind: its creator is dead"
      case .notOurs: "not to be judged: another user's, or nothing of Ringside's"
      case .removed: "removed"
      }
    }
  }

  private static let folder = "/dev/shm"
  private static let prefix = "ringside-"

  /// All of them, by name.
  public static func all() throws(SystemError) -> [Found] {
    guard let listing = opendir(folder) else { throw .last("opendir", folder) }
    defer { closedir(listing) }
    var found: [Found] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(prefix), let segment = look(at: "/" + name) { found.append(segment) }
    }
    return found.sorted { $0.name < $1.name }
  }

  /// How many were left behind; none if that cannot be told.
  public static func countDead() -> Int { ((try? all()) ?? []).count { $0.state == .dead } }

  /// Removes a segment if its creator is still dead.
  public static func remove(_ segment: Found) throws(SystemError) -> Found {
    var segment = segment
    guard let now = look(at: segment.name), now.state == .dead else { return segment }
    do {
      try call("shm_unlink", segment.name) { shm_unlink(segment.name) }
    } catch  where error.errno == .noSuchFileOrDirectory {
      // Somebody else was faster.
    }
    segment.state = .removed
    return segment
  }

  /// Nil if it has gone meanwhile.
  private static func look(at name: String) -> Found? {
    let creator = Int32(name.dropFirst(1 + prefix.count).prefix { $0 != "-" })
    let segment: Segment
    do {
      segment = try Segment(opening: name, access: .readOnly)
    } catch {
      return error.errno == .noSuchFileOrDirectory
        ? nil : Found(name: name, bytes: 0, creator: creator, state: .notOurs)
    }
    let owner = creator ?? segment.creator
    let state: State = isAlive(segment, creator) ? .alive : owner == nil ? .notOurs : .dead
    return Found(name: name, bytes: segment.size, creator: owner, state: state)
  }

  /// A creator holds a lock on its segment for as long as it lives. Between creating and locking it, its pid in the name
  /// speaks for it.
  private static func isAlive(_ segment: Segment, _ creator: Int32?) -> Bool {
    if segment.isLocked { return true }
    guard segment.creator == nil, let creator else { return false }
    return kill(creator, 0) == 0 || errno == EPERM
  }
}
