import CRegion
import Glibc
import SystemPackage

/// An open descriptor of a memory file, closed when this is dropped.
final class OpenFile {
  let raw: Int32

  init(_ raw: Int32) { self.raw = raw }

  deinit { close(raw) }

  /// fstat(2); nil if it fails.
  var status: stat? {
    var status = stat()
    return fstat(raw, &status) == 0 ? status : nil
  }

  var size: Int { status.map { Int($0.st_size) } ?? 0 }

  /// The file's identity: its device, and its inode number there.
  var identity: FileIdentity { status.map(FileIdentity.init) ?? FileIdentity(device: 0, inode: 0) }

  /// Whether it no longer has a name.
  var isUnlinked: Bool { status?.st_nlink == 0 }

  /// Opens an ordinary file: open(2). It never blocks, and does not follow a link at the end of the path.
  static func open(ordinary path: String, _ flags: Int32, name: String) throws(SystemError) -> OpenFile {
    let flags = flags | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY
    let file = OpenFile(try call("open", name) { Glibc.open(path.systemText, flags) })
    guard file.status.map({ $0.st_mode & S_IFMT == S_IFREG }) == true else {
      throw SystemError("open", name, .invalidArgument)
    }
    return file
  }

  /// Opens the same file again, by its path or, if that leads elsewhere by now, by its descriptor: proc(5). A file
  /// that was created without a name keeps `#INODE (deleted)` in /proc/PID/maps, unless it is mapped by its path.
  /// - Parameter mode: O_RDONLY or O_RDWR.
  func reopened(_ path: String, _ mode: Int32, name: String) throws(SystemError) -> OpenFile {
    let flags = mode | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    let direct = Glibc.open(path.systemText, flags)
    if direct != -1 {
      let file = OpenFile(direct)
      if file.identity == identity { return file }
    }
    return OpenFile(try call("open", name) { Glibc.open("/proc/self/fd/\(raw)", flags) })
  }

  // MARK: - Locks

  /// Locks it for the life of this process: flock(2).
  func lock() throws(SystemError) { try call("flock", "") { flock(raw, LOCK_EX) } }

  /// The same, unless another process holds the lock. Returns whether it was acquired.
  ///
  /// A process that is killed while it starts a child leaves the lock to the child until that has started, a moment
  /// later.
  func tryLock() throws(SystemError) -> Bool {
    for _ in 0..<20 {
      if flock(raw, LOCK_EX | LOCK_NB) == 0 { return true }
      if errno != EWOULDBLOCK && errno != EINTR { throw .last("flock", "") }
      usleep(10_000)
    }
    return false
  }

  /// Releases the lock, even if a child that is just starting has a copy of the descriptor.
  func unlock() { flock(raw, LOCK_UN) }

  /// Whether a living process holds the lock.
  var isLocked: Bool {
    guard flock(raw, LOCK_SH | LOCK_NB) == 0 else { return true }
    flock(raw, LOCK_UN)
    return false
  }

  // MARK: - Creation

  /// Fills the memory of a new object, which no other process can see yet.
  typealias Preparation = (_ memory: Mapping, _ object: UInt64) -> Void

  /// Creates a file of this size, mode 0600, with memory or disk space behind every byte, locked by this process. It
  /// appears under its path only when all of that is done and `prepare` has filled it. A process that is killed
  /// before leaves nothing; one that is killed later leaves a file whose header names its creator.
  ///
  /// - Parameter name: its name in errors.
  /// - Throws: `.fileExists` if the path exists.
  static func create(
    _ path: String, name: String, size: Int, preparing prepare: Preparation
  ) throws(SystemError) -> OpenFile {
    var status = stat()
    // Checked beforehand, because allocating the memory of a large one takes a while.
    if lstat(path.systemText, &status) == 0 { throw SystemError("open", name, .fileExists) }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let unnamed = system_open_unnamed(folder.systemText)
    if unnamed != -1 {
      let file = OpenFile(unnamed)
      try file.fill(size, name, prepare)
      if system_name_file(unnamed, path.systemText) == 0 { return file }
      if errno == EEXIST { throw SystemError("open", name, .fileExists) }
    }
    // Not every file system has files without names, and not every kernel can give them one without /proc. Then a
    // process that is killed in here leaves a file that only its user can judge.
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let file = OpenFile(try call("open", name) { Glibc.open(path.systemText, flags, 0o600) })
    do {
      try file.fill(size, name, prepare)
      return file
    } catch {
      unlink(path.systemText)
      throw error
    }
  }

  private func fill(_ size: Int, _ name: String, _ prepare: Preparation) throws(SystemError) {
    // The umask may have removed bits.
    try call("fchmod", name) { fchmod(raw, 0o600) }
    try lock()
    try allocate(size, name)
    prepare(try Mapping(raw, size: size, access: .readWrite, name: name), identity.inode)
  }

  /// Extends an empty file to this size, all zero, with memory or disk space behind every byte.
  ///
  /// ftruncate(2) alone also succeeds on a full file system, and the first access then raises SIGBUS;
  /// posix_fallocate(3) fails at once.
  func allocate(_ size: Int, _ name: String) throws(SystemError) {
    try call("ftruncate", name) { ftruncate(raw, size) }
    var result: Int32
    repeat { result = posix_fallocate(raw, 0, size) } while result == EINTR
    if result != 0 { throw SystemError("posix_fallocate", name, Errno(rawValue: result)) }
  }
}

/// The identity of a file, whatever its name.
struct FileIdentity: Equatable, Sendable {
  var device: UInt64
  var inode: UInt64
}

extension FileIdentity {
  init(_ status: stat) { self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)) }
}
