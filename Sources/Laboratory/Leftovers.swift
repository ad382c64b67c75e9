import Glibc
import SharedMemory

/// What Ringside has on this machine that outlives a process, and which of it was left behind. Each kind is found in a
/// file of its own.
public enum Leftovers {
  /// Something that is Ringside's, or whose name says so.
  public struct Found: Sendable, Codable, Hashable {
    public var kind: Kind
    /// The name of a POSIX object, the id of a System V one, the path of a file.
    public var name: String
    public var bytes: Int
    /// The process that created it, if that is known.
    public var creator: Int32?
    /// How many processes have it attached, where the system tells.
    public var attached: Int?
    /// The key of a System V object, as ipcs(1) shows it.
    public var key: String?
    /// The user whose it is.
    public var user: UInt32
    public var state: State
    /// What a person would type to look at it, and to remove it.
    public var look: String
    public var clear: String
  }

  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case posix
    case sysv
    case semaphores
    case queue
    case file

    /// What it is, in words.
    public var words: String {
      switch self {
      case .posix: "POSIX shared memory"
      case .sysv: "System V segment"
      case .semaphores: "System V semaphores"
      case .queue: "System V message queue"
      case .file: "mapped file"
      }
    }
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

  /// What was found, and which kinds could not be looked for, in a sentence each.
  public struct Survey: Sendable {
    public var found: [Found] = []
    public var failures: [String] = []
  }

  /// Looks for all kinds. One that cannot be looked for keeps none of the others.
  public static func survey() -> Survey {
    var survey = Survey()
    for kind in Kind.allCases {
      do {
        survey.found += try all(kind).sorted {
          ($0.name.utf8.count, $0.name) < ($1.name.utf8.count, $1.name)
        }
      } catch {
        survey.failures.append("\(kind.words) cannot be looked for: \(error)")
      }
    }
    return survey
  }

  static func all(_ kind: Kind) throws(SystemError) -> [Found] {
    switch kind {
    case .posix: try posixObjects()
    case .sysv: try systemVSegments()
    case .semaphores: try semaphoreSets()
    case .queue: try messageQueues()
    case .file: try temporaryFiles()
    }
  }

  /// Removes what was found if its creator is still dead.
  public static func remove(_ found: Found) throws(SystemError) -> Found {
    guard let now = try all(found.kind).first(where: { $0.name == found.name }), now.state == .dead else {
      return found
    }
    var gone = now
    do {
      let id = Int32(now.name) ?? -1
      switch now.kind {
      case .posix: try call("shm_unlink", now.name) { shm_unlink(now.name) }
      case .sysv: try call("shmctl", now.name) { shmctl(id, IPC_RMID, nil) }
      case .semaphores: try SystemVSemaphoreSet.remove(id)
      case .queue: try MessageQueue.remove(id)
      case .file: try call("unlink", now.name) { unlink(now.name) }
      }
    } catch  where [.noSuchFileOrDirectory, .invalidArgument, .identifierRemoved].contains(error.errno) {
      // Somebody else was faster.
    }
    gone.state = .removed
    return gone
  }

  /// Removes what dead Ringsides of this user have left, and tells what that was. What cannot be removed now is there
  /// to be listed.
  public static func clear() -> [Found] {
    survey().found.filter { $0.state == .dead && $0.user == geteuid() }
      .compactMap { try? remove($0) }.filter { $0.state == .removed }
  }

  // MARK: - Creators

  /// A process to be taken for dead. Tests say so of one that lives, because what a dead one leaves is cleared by any
  /// Ringside that starts meanwhile.
  @TaskLocal static var presumedDead: Int32?

  /// Whether a process lives that started then. Without a start time, any process of that id will do.
  static func isAlive(_ pid: Int32, startedAt isRightTime: (UInt64) -> Bool = { _ in true }) -> Bool {
    guard pid > 0, pid != presumedDead, kill(pid, 0) == 0 || errno == EPERM else { return false }
    return startTime(of: pid).map(isRightTime) ?? true
  }

  /// The creator that a region names, and whether it lives.
  static func creator(of mapping: Mapping) -> (pid: Int32, isAlive: Bool, isKept: Bool)? {
    guard let region = try? Region(attaching: mapping) else { return nil }
    let start = region.creatorStart
    return (region.creator, isAlive(region.creator) { $0 == start }, region.isKept)
  }

  // MARK: - Folders

  /// Where temporary files are: TMPDIR, or /tmp.
  public static var temporaryFolder: String {
    guard let folder = getenv("TMPDIR").map({ String(cString: $0) }), folder.hasPrefix("/") else { return "/tmp" }
    return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// The names in a folder that begin as Ringside's do.
  static func names(in folder: String) throws(SystemError) -> [String] {
    guard let listing = opendir(folder) else { throw .last("opendir", folder) }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(prefix) { names.append(name) }
    }
    return names
  }

  static let prefix = "ringside-"

  /// A word as a shell takes it.
  static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "/-_.,".utf8.contains(byte)
    }
    return plain
      ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
