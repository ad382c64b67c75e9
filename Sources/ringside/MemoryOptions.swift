import ArgumentParser
import Laboratory
import Model

/// Where the ring is to be.
struct MemoryOptions: ParsableArguments {
  /// The kinds of shared memory, by the names that they have on the command line.
  enum Backend: String, CaseIterable {
    case posix
    case sysv
    case file
  }

  @Option(
    help: "The shared memory: \(Backend.allCases.map(\.rawValue).joined(separator: ", ")). (default: posix)",
    transform: {
      guard let backend = Backend(rawValue: $0) else {
        throw ValidationError("there are \(Backend.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return backend
    })
  var backend: Backend?

  @Option(help: "With posix: the name of the segment, such as /ringside-mine. (default: made of the process id)")
  var segment: String?

  @Option(
    parsing: .unconditional,
    help: "With sysv: a key by which others can find the segment, such as 0x5249. (default: none, IPC_PRIVATE)",
    transform: Typed.key)
  var key: Int32?

  @Option(help: "With file, which it implies: the path of a new file, which stays. (default: a temporary one)")
  var file: String?

  @Flag(help: "With --file: go on with the ring that the file holds.")
  var resume = false

  /// The one that was asked for; a file that was named asks for the backend as well.
  private var chosen: Backend { backend ?? (file == nil ? .posix : .file) }

  func validate() throws {
    if let segment { try checkName(segment) }
    if segment != nil && chosen != .posix { throw ValidationError("--segment needs --backend posix") }
    if key != nil && chosen != .sysv { throw ValidationError("--key needs --backend sysv") }
    if file != nil && chosen != .file {
      throw ValidationError("--file needs --backend file, not \(chosen.rawValue); leave out --backend")
    }
    if file == "" { throw ValidationError("--file takes the path of a file") }
    if resume && file == nil { throw ValidationError("--resume needs --file, to know what to go on with") }
  }

  private func checkName(_ name: String) throws {
    guard name.hasPrefix("/ringside-"), name.count > 10, name.utf8.count <= 200, !name.dropFirst().contains("/") else {
      throw ValidationError("--segment must be /ringside- and a name without another slash, not '\(harmless(name))'")
    }
  }

  /// - Parameter wishes: what was asked for of a ring that is gone on with.
  func choice(_ wishes: MemoryChoice.Wishes) -> MemoryChoice {
    switch chosen {
    case .posix: .posix(name: segment)
    case .sysv: .sysv(key: key)
    case .file:
      if resume, let file { .resumed(path: file, wishes) } else { .file(path: file) }
    }
  }
}
