import CRegion
import Glibc
import SystemPackage

/// A descriptor of a file with memory in it, closed when it is dropped.
final class OpenFile {
  let raw: Int32

  init(_ raw: Int32) { self.raw = raw }

  deinit { close(raw) }

  /// fstat(2); nil if that cannot be told.
  var status: stat? {
    var status = stat()
    return fstat(raw, &status) == 0 ? status : nil
  }

  var size: Int { status.map { Int($0.st_size) } ?? 0 }

  /// Which file it is: the device, and the inode's number on it.
  var identity: FileIdentity { status.map(FileIdentity.init) ?? FileIdentity(device: 0, inode: 0) }

  /// Whether it has no name any more.
  var isUnlinked: Bool { status?.st_nlink == 0 }

  /// Opens an ordinary file: open(2). It never waits, and follows no link at the end of the path.
  static func open(ordinary path: String, _ flags: Int32, name: String) throws(SystemError) -> OpenFile {
    let flags = flags | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY
    let file = OpenFile(try call("open", name) { Glibc.open(path.systemText, flags) })
    guard file.status.map({ $0.st_mode & S_IFMT == S_IFREG }) == true else {
      throw SystemError("open", name, .invalidArgument)
    }
    return file
  }

  /// Opens the same file again, by its path or, if that leads elsewhere by now, by its descriptor: proc(5). A file that
  /// was created without a name keeps `#INODE (deleted)` in /proc/PID/maps, unless it is mapped by its path.
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

  /// Locks it for this process's life: flock(2).
  func lock() throws(SystemError) { try call("flock", "") { flock(raw, LOCK_EX) } }

  /// The same, unless somebody else has it. Whether it could be had.
  ///
  /// A process that was killed while it started a child leaves the lock to the child until that has begun: a moment.
  func tryLock() throws(SystemError) -> Bool {
    for _ in 0..<20 {
      if flock(raw, LOCK_EX | LOCK_NB) == 0 { return true }
      if errno != EWOULDBLOCK && errno != EINTR { throw .last("flock", "") }
      usleep(10_000)
    }
    return false
  }

  /// Releases the lock, also where a child that is just starting has a copy of the descriptor.
  func unlock() { flock(raw, LOCK_UN) }

  /// Whether a living process holds the lock.
  var isLocked: Bool {
    guard flock(raw, LOCK_SH | LOCK_NB) == 0 else { return true }
    flock(raw, LOCK_UN)
    return false
  }

  // MARK: - Creation

  /// Fills the memory of a new object, which nobody else can see yet.
  typealias Preparation = (_ memory: Mapping, _ object: UInt64) -> Void

  /// Creates a file of this size, mode 0600, with memory or disk behind every byte, locked by this process. It appears
  /// under its path only when all of that is done and `prepare` has filled it: a process that is killed before leaves
  /// nothing, and one that is killed later leaves a file whose header says whose it is.
  ///
  /// - Parameter name: what errors call it.
  /// - Throws: `.fileExists` if there is anything under the path.
  static func create(
    _ path: String, name: String, size: Int, preparing prepare: Preparation
  ) throws(SystemError) -> OpenFile {
    var status = stat()
    // Asked beforehand, because the memory of a large one is not allocated in a moment.
    if lstat(path.systemText, &status) == 0 { throw SystemError("open", name, .fileExists) }
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let unnamed = system_open_unnamed(folder.systemText)
    if unnamed != -1 {
      let file = OpenFile(unnamed)
      try file.fill(size, name, prepare)
      if system_name_file(unnamed, path.systemText) == 0 { return file }
      if errno == EEXIST { throw SystemError("open", name, .fileExists) }
    }
    // Not every file system has files without names, and not every kernel gives them one without /proc. Then a process
    // that is killed in here leaves a file that only its user can judge.
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
    // The umask may have taken bits away.
    try call("fchmod", name) { fchmod(raw, 0o600) }
    try lock()
    try allocate(size, name)
    prepare(try Mapping(raw, size: size, access: .readWrite, name: name), identity.inode)
  }

  /// Gives an empty file this size, all zero, with memory or disk behind every byte of it.
  ///
  /// ftruncate(2) alone succeeds on a full file system too, and the first touch then is a SIGBUS; posix_fallocate(3)
  /// fails here and now.
  func allocate(_ size: Int, _ name: String) throws(SystemError) {
    try call("ftruncate", name) { ftruncate(raw, size) }
    var result: Int32
    repeat { result = posix_fallocate(raw, 0, size) } while result == EINTR
    if result != 0 { throw SystemError("posix_fallocate", name, Errno(rawValue: result)) }
  }
}

/// Which file it is, whatever its name.
struct FileIdentity: Equatable, Sendable {
  var device: UInt64
  var inode: UInt64
}

extension FileIdentity {
  init(_ status: stat) { self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)) }
}
