import CRegion
import Glibc
import Model
import SystemPackage

/// A POSIX shared memory object: shm_overview(7).
///
/// Its creator holds a lock on it (flock(2)) for as long as it lives, and removes its name when this is dropped. The
/// kernel releases the lock whatever ends the process, and in every namespace: a segment without a lock was left
/// behind.
public final class PosixSegment: Segment {
  public let name: String
  public let size: Int
  private let descriptor: OpenFile
  private let identity: FileIdentity
  private var isCreator: Bool

  /// The folder in which the C library keeps them: shm_open(3).
  public static let folder = "/dev/shm"

  public var locator: SegmentLocator { .posix(name) }

  /// Creates a segment of this size, mode 0600. The memory is allocated when this returns, and the name appears only
  /// after `prepare` has filled it.
  public init(
    creating name: String, size: Int, preparing prepare: (_ memory: Mapping, _ object: UInt64) -> Void = { _, _ in }
  ) throws(SegmentFailure) {
    do throws(SystemError) {
      descriptor = try OpenFile.create(Self.folder + name, name: name, size: size, preparing: prepare)
    } catch {
      throw Self.failure(error, name, bytes: size)
    }
    self.name = name
    self.size = size
    isCreator = true
    identity = descriptor.identity
  }

  private static func failure(_ error: SystemError, _ name: String, bytes: Int = 0) -> SegmentFailure {
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

  /// Opens an existing segment, for reading and writing or only for reading. It never blocks, and opens only ordinary
  /// files.
  public init(opening name: String, access: Mapping.Access = .readWrite) throws(SystemError) {
    descriptor = try OpenFile.open(
      ordinary: Self.folder + name, access == .readOnly ? O_RDONLY : O_RDWR, name: name)
    self.name = name
    isCreator = false
    identity = descriptor.identity
    size = descriptor.size
  }

  public var currentSize: Int { descriptor.size }

  /// Removing the name changes nothing for the processes that have mapped the memory.
  public var isGone: Bool { false }

  public var isRemoved: Bool { descriptor.isUnlinked }

  public var inode: UInt64 { identity.inode }

  public var facts: [MemoryView.Fact] { [MemoryView.Fact("in", Self.folder), MemoryView.Fact("bytes", size)] }

  public var removal: Removal? { isCreator ? Removal(file: Self.folder + name, identity) : nil }

  public func map(_ access: Mapping.Access) throws(SystemError) -> Mapping {
    let named = try? descriptor.reopened(Self.folder + name, access == .readOnly ? O_RDONLY : O_RDWR, name: name)
    return try Mapping((named ?? descriptor).raw, size: size, access: access, name: name)
  }

  public func mapReadOnly() throws(SystemError) -> Mapping {
    let reader = try descriptor.reopened(Self.folder + name, O_RDONLY, name: name)
    return try Mapping(reader.raw, size: size, access: .readOnly, name: name)
  }

  /// shm_unlink(3), unless the name leads to another object by now.
  public func remove() {
    removal?.perform()
    isCreator = false
  }

  deinit { remove() }
}

/// Shared memory that never has a name: processes inherit its descriptor, and the kernel frees it with the last of
/// them.
public final class UnnamedSegment {
  private let file: OpenFile

  /// Creates one of this size. The memory is allocated when this returns.
  public init(
    size: Int, preparing prepare: (_ memory: Mapping, _ object: UInt64) throws -> Void
  ) throws {
    file = OpenFile(try call("memfd_create", "ringside") { system_open_memory("ringside") })
    do throws(SystemError) {
      try file.allocate(size, "memfd")
    } catch {
      throw error.errno == .fileTooLarge ? SegmentFailure.fileSizeLimit(size) : .system(error)
    }
    try prepare(try Mapping(file.raw, size: size, access: .readWrite, name: "memfd"), file.identity.inode)
  }

  /// The descriptor, for a child process to inherit.
  public var inheritable: Int32 { file.raw }
}
