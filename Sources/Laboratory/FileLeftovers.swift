import Glibc
import Model
import SharedMemory

extension Leftovers {
  /// The temporary files that Ringside maps when the user names none. They never include a file that the user named,
  /// which its header says.
  static func temporaryFiles(where isWanted: (Remnant) -> Bool) throws(SystemError) -> [Leftover] {
    let folder = temporaryFolder
    return try names(in: folder).compactMap { name in
      // ringside-PID, or ringside-PID-2 and so on.
      let parts = name.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
      guard (1...2).contains(parts.count), parts.allSatisfy({ Int32(decimal: $0) != nil }) else { return nil }
      let path = folder + "/" + name
      guard let remnant = Remnant(file: path), isWanted(remnant) else { return nil }
      return Leftover(.file, path, remnant, look: "ls -l \(quoted(path))", clear: "rm \(quoted(path))")
    }
  }
}
