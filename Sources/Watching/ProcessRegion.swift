import Glibc

/// Shared memory that a process has mapped: proc(5), maps.
public struct ProcessRegion: Sendable, Hashable, Encodable {
  public var address: UInt64
  /// In bytes.
  public var size: Int
  /// "r--" or "rw-"
  public var protection: String
  /// "POSIX shared memory", "System V segment", "semaphore", "anonymous" or "file"
  public var kind: String
  /// Its name for `ringside view`: `/name`, a shmid, a path; of anonymous memory, its address.
  public var name: String

  /// The shared regions of a process, by their addresses.
  /// - Throws: a sentence if there is no such process, or it is not this user's.
  public static func regions(of pid: Int32) throws(WatchError) -> [ProcessRegion] {
    guard let file = fopen("/proc/\(pid)/maps", "re") else {
      throw .notShown(
        errno == ENOENT
          ? "there is no process \(pid)" : "process \(pid) cannot be looked at: \(String(cString: strerror(errno)))")
    }
    fclose(file)
    let lines = TextFile.read("/proc/\(pid)/maps", atMost: 1 << 22).split(separator: "\n")
    return lines.compactMap { region($0) }
  }

  private static func region(_ line: Substring) -> ProcessRegion? {
    let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
    guard fields.count >= 5, fields[1].last == "s" else { return nil }
    let bounds = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
    guard bounds.count == 2, bounds[0] < bounds[1], bounds[1] - bounds[0] < 1 << 46 else { return nil }
    let path = fields.count > 5 ? String(fields[5].drop { $0 == " " }) : ""
    let (kind, name) = Self.named(path, inode: fields[4], address: bounds[0])
    return ProcessRegion(
      address: bounds[0], size: Int(bounds[1] - bounds[0]), protection: String(fields[1].prefix(2)) + "-", kind: kind,
      name: name)
  }

  private static func named(_ path: String, inode: Substring, address: UInt64) -> (String, String) {
    let place = "0x" + String(address, radix: 16)
    let bare = path.hasSuffix(" (deleted)") ? String(path.dropLast(10)) : path
    if bare.hasPrefix("/SYSV") { return ("System V segment", String(inode)) }
    if bare.isEmpty || bare == "/dev/zero" || path.hasPrefix("/memfd:") { return ("anonymous", place) }
    if bare.hasPrefix("/dev/shm/sem.") { return ("semaphore", "/" + bare.dropFirst("/dev/shm/sem.".count)) }
    // Memory that has lost its name can still be seen in the process.
    if bare.hasPrefix("/dev/shm/") {
      return ("POSIX shared memory", bare == path ? String(bare.dropFirst("/dev/shm".count)) : place)
    }
    return ("file", bare == path ? bare : place)
  }
}
