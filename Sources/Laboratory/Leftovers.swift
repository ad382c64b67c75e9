import Glibc
import Model
import SharedMemory

/// Ringside's objects on this machine that outlive a process, and which of them were left behind. Each kind has its
/// own file.
public enum Leftovers {
  /// The objects that were found, and a sentence for each kind that could not be searched.
  public struct Survey: Sendable {
    public var found: [Leftover] = []
    public var failures: [String] = []
  }

  /// Looks for all kinds. A failure with one kind does not hide the others.
  public static func survey() -> Survey {
    var survey = Survey()
    for kind in Leftover.Kind.allCases {
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

  /// - Parameter isWanted: selects the objects to describe; the others may be many.
  private static func all(_ kind: Leftover.Kind, where isWanted: (Remnant) -> Bool) throws(SystemError) -> [Leftover] {
    switch kind {
    case .posix: try posixObjects(where: isWanted)
    case .sysv: try systemVSegments()
    case .semaphores: try semaphoreSets()
    case .queue: try messageQueues()
    case .posixQueue: posixQueues()
    case .file: try temporaryFiles(where: isWanted)
    }
  }

  /// Removes the dead objects of a survey. Each is judged again right before it is removed.
  /// - Returns: the new state of each, and the reasons why some could not be removed.
  public static func remove(_ found: [Leftover]) -> (found: [Leftover], failures: [SystemError]) {
    var (found, failures) = (found, [SystemError]())
    // The announcements of segments are read once, not for each segment.
    let claims = (try? claims()) ?? []
    for kind in Leftover.Kind.allCases {
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

  private static func remove(_ found: Leftover, _ claims: [SystemVSemaphoreSet.Claim]) throws(SystemError) -> Bool {
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

  /// Removes the objects that dead Ringsides of this user have left, and returns them. An object that cannot be
  /// removed now stays listed.
  public static func clear() -> [Leftover] {
    let dead = Leftover.Kind.allCases.flatMap { kind in
      let found = (try? all(kind) { $0.standing == .dead }) ?? []
      return found.filter { $0.state == .dead }
    }
    return remove(dead).found.filter { $0.state == .removed }
  }

  // MARK: - Folders

  /// The folder for temporary files: TMPDIR, or /tmp.
  public static var temporaryFolder: String {
    guard let folder = getenv("TMPDIR").map({ String(systemText: $0) }), folder.hasPrefix("/") else { return "/tmp" }
    return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// The names in a folder that begin like Ringside's. Directories, symbolic links, sockets, devices and FIFOs are
  /// skipped without opening them: readdir(3) reports their type.
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
      // The guardian of `watch` removes the files of a watched program.
      if name.hasPrefix(prefix), !name.hasPrefix(prefix + "watch-") { names.append(name) }
    }
    return names
  }

  static let prefix = "ringside-"

  /// A word quoted for a shell.
  static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "/-_.,".utf8.contains(byte)
    }
    return plain
      ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

extension Leftover {
  init(
    _ kind: Leftover.Kind, _ name: String, _ remnant: Remnant, attached: Int? = nil, key: String? = nil,
    look: String?, clear: String?
  ) {
    self.init(
      kind: kind, name: name, bytes: remnant.bytes, creator: remnant.creator, attached: attached, key: key,
      user: remnant.user, state: remnant.standing, look: look, clear: remnant.standing == .notOurs ? nil : clear)
  }
}
