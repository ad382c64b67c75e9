import ArgumentParser
import Laboratory
import Model

/// The options for the ring's memory.
struct MemoryOptions: ParsableArguments {
  @Option(
    help: "The shared memory: \(Backend.allCases.map(\.rawValue).joined(separator: ", ")). (default: posix)",
    completion: .list(Backend.allCases.map(\.rawValue)),
    transform: OptionParsing.backend)
  var backend: Backend?

  @Option(help: "With posix: the name of the segment, such as /ringside-mine. (default: /ringside- and the process id)")
  var segment: String?

  @Option(
    parsing: .unconditional,
    help: "With sysv: a key by which others find the segment, such as 0x5249. (default: none, IPC_PRIVATE)",
    transform: OptionParsing.key)
  var key: Int32?

  @Option(
    help: "A new file that stays after the run; implies --backend file. (default: a temporary file)",
    completion: .file())
  var file: String?

  @Flag(help: "With --file: resume the ring that the file holds.")
  var resume = false

  /// The requested backend; a file name implies the file backend.
  private var chosen: Backend { backend ?? (file == nil ? .posix : .file) }

  func validate() throws {
    if let segment { try checkName(segment) }
    if segment != nil && chosen != .posix { throw ValidationError("--segment needs --backend posix") }
    if key != nil && chosen != .sysv { throw ValidationError("--key needs --backend sysv") }
    if file != nil && chosen != .file {
      throw ValidationError("--file cannot be combined with --backend \(chosen.rawValue); leave out --backend")
    }
    if file == "" { throw ValidationError("`--file` cannot be empty; use the path of a file") }
    if resume && file == nil { throw ValidationError("--resume needs a ring to resume; add --file") }
  }

  private func checkName(_ name: String) throws {
    guard name.hasPrefix("/ringside-"), name.count > 10, name.utf8.count <= 200, !name.dropFirst().contains("/") else {
      throw ValidationError(
        "\(Suggestion.quoted(name)) is not a segment's name; use /ringside- and up to 190 bytes without a slash")
    }
  }

  /// - Parameter wishes: the requirements on a resumed ring.
  func choice(_ wishes: MemoryChoice.Wishes) -> MemoryChoice {
    switch chosen {
    case .posix: .posix(name: segment)
    case .sysv: .sysv(key: key)
    case .file:
      if resume, let file { .resumed(path: file, wishes) } else { .file(path: file) }
    }
  }
}
