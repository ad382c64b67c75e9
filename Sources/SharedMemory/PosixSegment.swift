import Glibc
import SystemPackage

/// A POSIX shared memory object: shm_overview(7).
///
/// Its creator holds a lock on it (flock(2)) for as long as it lives, and removes its name when it is dropped. The lock
/// goes with the process whatever ends it, so a segment that nobody locks was left behind.
public final class PosixSegment: Segment {
  public let name: String
  public let size: Int
  public let inode: UInt64
  private let descriptor: OpenFile
  private var isCreator: Bool

  public var locator: SegmentLocator { .posix(name) }

  /// Creates a segment of this size, all zero: shm_open(3) with O_CREAT and O_EXCL, mode 0600. The memory is there when
  /// this returns.
  public init(creating name: String, size: Int) throws(SegmentFailure) {
    let raw = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
    guard raw != -1 else { throw Self.failure(.last("shm_open", name)) }
    descriptor = OpenFile(raw)
    self.name = name
    self.size = size
    isCreator = true
    inode = descriptor.identity.inode
    do {
      try descriptor.lock()
      try descriptor.allocate(size, name)
    } catch {
      throw Self.failure(error, bytes: size)
    }
  }

  private static func failure(_ error: SystemError, bytes: Int = 0) -> SegmentFailure {
    let name = error.object
    switch error.errno {
    case .fileExists:
      return .exists("a segment \(name) is already there; choose another name, or see `ringside segments`")
    case .fileTooLarge: return .fileSizeLimit(bytes)
    case .noSpace:
      return .noSpace(
        "/dev/shm has no room for the \(bytes) bytes of \(name); make room there, or ask for fewer or smaller slots")
    case .readOnlyFileSystem, .permissionDenied:
      return .refused("/dev/shm cannot be written to (\(error)); POSIX shared memory needs it")
    default: return .system(error)
    }
  }

  /// Opens a segment that is there, for reading and writing or for reading alone.
  public init(opening name: String, access: Mapping.Access = .readWrite) throws(SystemError) {
    let raw = try call("shm_open", name) { shm_open(name, access == .readOnly ? O_RDONLY : O_RDWR, 0) }
    descriptor = OpenFile(raw)
    self.name = name
    isCreator = false
    guard let status = descriptor.status else { throw .last("fstat", name) }
    size = Int(status.st_size)
    inode = descriptor.identity.inode
  }

  public var currentSize: Int { descriptor.size }

  /// Who removes the name changes nothing for those who have mapped the memory.
  public var isGone: Bool { false }

  public var facts: [SegmentFact] { [SegmentFact("in", "/dev/shm"), SegmentFact("bytes", size)] }

  public var removal: Removal? { isCreator ? Removal(.posix, name: name) : nil }

  /// Whether a living process holds the creator's lock.
  public var isLocked: Bool { descriptor.isLocked }

  /// Whose it is, by its file: fstat(2).
  public var owner: UInt32? { descriptor.status?.st_uid }

  public func map(_ access: Mapping.Access) throws(SystemError) -> Mapping {
    try Mapping(descriptor.raw, size: size, access: access, name: name)
  }

  /// The descriptor, for a child process to inherit.
  public var inheritable: Int32 { descriptor.raw }

  public func mapReadOnly() throws(SystemError) -> Mapping {
    try PosixSegment(opening: name, access: .readOnly).map(.readOnly)
  }

  /// shm_unlink(3).
  public func remove() {
    // It may be gone already, removed by someone else.
    if isCreator { shm_unlink(name) }
    isCreator = false
  }

  deinit { remove() }
}
