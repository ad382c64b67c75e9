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
    /// How many mappings a System V segment has.
    public var attached: Int?
    /// The key of a System V object, as ipcs(1) shows it.
    public var key: String?
    /// The user whose it is.
    public var user: UInt32
    public var state: State
    /// What a person would type to look at it; nil for a POSIX queue, for which there is no command.
    public var look: String?
    /// What a person would type to remove it; nil for what is not Ringside's.
    public var clear: String?
  }

  public enum Kind: String, Sendable, Codable, Hashable, CaseIterable {
    case posix
    case sysv
    case queue
    /// After segments and queues: some of these are only known by their semaphores.
    case semaphores
    case posixQueue = "posix-queue"
    case file

    /// What it is, in words.
    public var words: String {
      switch self {
      case .posix: "POSIX shared memory"
      case .sysv: "System V segment"
      case .semaphores: "System V semaphores"
      case .queue: "System V message queue"
      case .posixQueue: "POSIX message queue"
      case .file: "mapped file"
      }
    }
  }

  public enum State: String, Sendable, Codable, Hashable {
    /// Its creator lives.
    case alive
    /// Its creator is dead, and nobody will remove it.
    case dead
    /// It is Ringside's, but nothing proves that its creator is dead.
    case unproven
    /// It is another user's, or nothing but its name says that Ringside made it.
    case notOurs
    case removed

    public var words: String {
      switch self {
      case .alive: "in use"
      case .dead: "left behind: its creator is dead"
      case .unproven: "left alone: nothing proves that its creator is dead"
      case .notOurs: "not Ringside's, or another user's: left alone"
      case .removed: "removed"
      }
    }
  }

  /// What was found, and which kinds could not be looked for, in a sentence each.
  public struct Survey: Sendable {
    public var found: [Found] = []
    public var failures: [String] = []
  }

  /// Looks for all kinds. A kind that cannot be looked for does not hide the others.
  public static func survey() -> Survey {
    var survey = Survey()
    for kind in Kind.allCases {
      do {
        survey.found += try all(kind, where: { _ in true }).sorted {
          ($0.name.utf8.count, $0.name) < ($1.name.utf8.count, $1.name)
        }
      } catch {
        survey.failures.append("\(kind.words) cannot be looked for: \(error)")
      }
    }
    return survey
  }

  /// - Parameter isWanted: What else is there is not described: it may be much.
  private static func all(_ kind: Kind, where isWanted: (Remnant) -> Bool) throws(SystemError) -> [Found] {
    switch kind {
    case .posix: try posixObjects(where: isWanted)
    case .sysv: try systemVSegments()
    case .semaphores: try semaphoreSets()
    case .queue: try messageQueues()
    case .posixQueue: posixQueues()
    case .file: try temporaryFiles(where: isWanted)
    }
  }

  /// Removes what survives of a survey's dead. Each is judged again, by itself, right before it is removed.
  /// - Returns: what each has become, and why some could not be removed.
  public static func remove(_ found: [Found]) -> (found: [Found], failures: [SystemError]) {
    var (found, failures) = (found, [SystemError]())
    // What announces segments is asked once, not for each of them.
    let claims = (try? claims()) ?? []
    for kind in Kind.allCases {
      for index in found.indices where found[index].kind == kind && found[index].state == .dead {
        do throws(SystemError) {
          if try remove(found[index], claims) { found[index].state = .removed }
        } catch {
          failures.append(error)
        }
      }
    }
    return (found, failures)
  }

  private static func remove(_ found: Found, _ claims: [SystemVSemaphoreSet.Claim]) throws(SystemError) -> Bool {
    let id = Int32(found.name) ?? -1
    switch found.kind {
    case .posix: return try Remnant.remove(file: PosixSegment.folder + found.name)
    case .file: return try Remnant.remove(file: found.name)
    case .posixQueue: return try Remnant.remove(posixQueue: found.name)
    case .sysv: return try Remnant.remove(.segment, id: id, claims: claims)
    case .semaphores: return try Remnant.remove(.semaphores, id: id, claims: claims)
    case .queue: return try Remnant.remove(.queue, id: id, claims: claims)
    }
  }

  /// Removes what dead Ringsides of this user have left, and returns it. What cannot be removed now is there to be listed.
  public static func clear() -> [Found] {
    let dead = Kind.allCases.flatMap { kind in
      let found = (try? all(kind) { $0.standing == .dead }) ?? []
      return found.filter { $0.state == .dead }
    }
    return remove(dead).found.filter { $0.state == .removed }
  }

  // MARK: - Folders

  /// Where temporary files are: TMPDIR, or /tmp.
  public static var temporaryFolder: String {
    guard let folder = getenv("TMPDIR").map({ String(systemText: $0) }), folder.hasPrefix("/") else { return "/tmp" }
    return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// The names in a folder that begin as Ringside's do. Directories, symbolic links, sockets, devices and FIFOs are passed
  /// over without being touched: readdir(3) tells their type.
  static func names(in folder: String) throws(SystemError) -> [String] {
    guard let listing = opendir(folder.systemText) else { throw .last("opendir", folder) }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let type = Int(entry.pointee.d_type)
      guard type == Int(DT_REG) || type == Int(DT_UNKNOWN) else { continue }
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

extension Leftovers.Found {
  init(
    _ kind: Leftovers.Kind, _ name: String, _ remnant: Remnant, attached: Int? = nil, key: String? = nil,
    look: String?, clear: String?
  ) {
    let state: Leftovers.State =
      switch remnant.standing {
      case .alive: .alive
      case .dead: .dead
      case .unproven: .unproven
      case .notRingsides: .notOurs
      }
    self.init(
      kind: kind, name: name, bytes: remnant.bytes, creator: remnant.creator, attached: attached, key: key,
      user: remnant.user, state: state, look: look, clear: state == .notOurs ? nil : clear)
  }
}
