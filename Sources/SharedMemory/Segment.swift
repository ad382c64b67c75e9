import Glibc
import SystemPackage

/// A POSIX shared memory object: shm_overview(7).
///
/// Its creator holds a lock on it (flock(2)) for as long as it lives, and removes its name when it is dropped. The lock
/// goes with the process whatever ends it, so a segment that nobody locks was left behind.
public final class Segment {
  public let name: String
  public let size: Int
  public let descriptor: FileDescriptor
  private var isCreator: Bool

  /// The name is taken, or is none, or the memory is not to be had.
  public enum Failure: Error, CustomStringConvertible, Sendable {
    case exists(String)
    case noSpace(String, bytes: Int)
    case system(SystemError)

    public var description: String {
      switch self {
      case .exists(let name):
        "a segment \(name) is already there; choose another name, or see `ringside segments`"
      case .noSpace(let name, let bytes):
        "/dev/shm has no room for the \(bytes) bytes of \(name); make room there, or ask for fewer or smaller slots"
      case .system(let error) where error.errno == .readOnlyFileSystem || error.errno == .permissionDenied:
        "/dev/shm cannot be written to (\(error)); POSIX shared memory needs it"
      case .system(let error):
        "no shared memory: \(error)"
      }
    }
  }

  /// Creates a segment of this size, all zero: shm_open(3) with O_CREAT and O_EXCL, mode 0600.
  ///
  /// The memory is there when this returns. ftruncate(2) alone succeeds on a full file system too, and the first touch
  /// then is a SIGBUS; posix_fallocate(3) fails here and now.
  public init(creating name: String, size: Int) throws(Failure) {
    let raw = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard raw != -1 else {
      throw errno == EEXIST ? .exists(name) : .system(.last("shm_open", name))
    }
    descriptor = FileDescriptor(rawValue: raw)
    self.name = name
    self.size = size
    isCreator = true
    do {
      try call("flock", name) { flock(raw, LOCK_EX) }
      try call("ftruncate", name) { ftruncate(raw, size) }
    } catch { throw .system(error) }
    var result: Int32
    repeat { result = posix_fallocate(raw, 0, size) } while result == EINTR
    switch result {
    case 0: break
    case ENOSPC: throw .noSpace(name, bytes: size)
    case let error: throw .system(SystemError("posix_fallocate", name, Errno(rawValue: error)))
    }
  }

  /// Opens a segment that is there, for reading and writing or for reading alone.
  public init(opening name: String, access: Mapping.Access = .readWrite) throws(SystemError) {
    let raw = try call("shm_open", name) { shm_open(name, access == .readOnly ? O_RDONLY : O_RDWR, 0) }
    descriptor = FileDescriptor(rawValue: raw)
    self.name = name
    isCreator = false
    var status = stat()
    guard fstat(raw, &status) == 0 else { throw .last("fstat", name) }
    size = Int(status.st_size)
  }

  /// The size of the object now: somebody may have truncated it.
  public var currentSize: Int {
    var status = stat()
    return fstat(descriptor.rawValue, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether a living process holds the creator's lock.
  public var isLocked: Bool {
    guard flock(descriptor.rawValue, LOCK_SH | LOCK_NB) == 0 else { return true }
    flock(descriptor.rawValue, LOCK_UN)
    return false
  }

  /// The process that laid out the region in it, as the region's header says; nil if there is none.
  public var creator: Int32? {
    guard let mapping = try? map(.readOnly), let region = try? Region(attaching: mapping) else { return nil }
    return region.creator
  }

  /// Maps all of it.
  public func map(_ access: Mapping.Access) throws(SystemError) -> Mapping {
    try Mapping(descriptor, size: size, access: access, name: name)
  }

  /// Maps all of it for reading, through a descriptor that cannot write either.
  public func mapReadOnly() throws(SystemError) -> Mapping {
    try Segment(opening: name, access: .readOnly).map(.readOnly)
  }

  /// Removes the name, if this created it: shm_unlink(3). The memory goes with its last mapping.
  public func removeName() {
    // It may be gone already, removed by someone else.
    if isCreator { shm_unlink(name) }
    isCreator = false
  }

  deinit {
    removeName()
    // A descriptor cannot fail to close in a way that could be mended.
    try? descriptor.close()
  }
}
