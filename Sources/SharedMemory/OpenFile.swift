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

  /// Gives the lock back, also where a child that is just starting has a copy of the descriptor.
  func unlock() { flock(raw, LOCK_UN) }

  /// Whether a living process holds the lock.
  var isLocked: Bool {
    guard flock(raw, LOCK_SH | LOCK_NB) == 0 else { return true }
    flock(raw, LOCK_UN)
    return false
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
struct FileIdentity: Equatable {
  var device: UInt64
  var inode: UInt64
}

extension FileIdentity {
  init(_ status: stat) { self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)) }
}
