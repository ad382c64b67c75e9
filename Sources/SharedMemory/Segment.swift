import Glibc
import Model

/// Shared memory, and the right to remove it: one owner type over all backends.
///
/// The creator of a segment removes it when it drops it, unless it is to be kept. Each backend has its own file.
public protocol Segment: AnyObject {
  /// The locator by which other processes find it.
  var locator: SegmentLocator { get }
  /// Its size in bytes when it was created or opened.
  var size: Int { get }
  /// Its present size: somebody may have truncated it.
  var currentSize: Int { get }
  /// Whether somebody has removed or replaced it in a way that makes it pointless to continue.
  var isGone: Bool { get }
  /// Whether somebody has removed it, so that no other process can find it, while the processes that have mapped it
  /// keep the memory.
  var isRemoved: Bool { get }
  /// Its inode number, as /proc/PID/maps shows it in a process that has mapped it: proc(5).
  var inode: UInt64 { get }
  /// Other facts about its present state, as the system reports them.
  var facts: [MemoryView.Fact] { get }
  /// The removal that a crash must not miss; nil if there is nothing to remove.
  var removal: Removal? { get }

  /// Maps all of it.
  func map(_ access: Mapping.Access) throws(SystemError) -> Mapping
  /// Maps all of it read-only, in a way that cannot be made writable.
  func mapReadOnly() throws(SystemError) -> Mapping
  /// Writes the changes to the memory's file, if it has one.
  /// - Parameter waiting: whether to return only when they are there.
  func synchronize(_ mapping: Mapping, waiting: Bool) throws(SystemError)
  /// Removes the object that this created. The memory is freed with its last mapping.
  func remove()
}

/// Opens a segment that another process has created, for reading and writing.
public func openSegment(_ locator: SegmentLocator) throws(SystemError) -> any Segment {
  switch locator {
  case .posix(let name): try PosixSegment(opening: name)
  case .sysv(let id): try SystemVSegment(opening: id)
  case .file(let path): try FileSegment(opening: path)
  }
}

/// The memory is not available: a sentence with the reason, and the right way.
public enum SegmentFailure: Error, CustomStringConvertible, Sendable {
  /// A name, key or path that is taken.
  case exists(String)
  case noSpace(String)
  case refused(String)
  case system(SystemError)

  public var description: String {
    switch self {
    case .exists(let sentence), .noSpace(let sentence), .refused(let sentence): sentence
    case .system(let error): "no shared memory: \(error)"
    }
  }
}

extension SegmentFailure {
  /// RLIMIT_FSIZE of setrlimit(2), which also limits shared memory.
  static func fileSizeLimit(_ bytes: Int) -> SegmentFailure {
    .refused("the limit on the size of files forbids a segment of \(bytes) bytes; raise it with `ulimit -f unlimited`")
  }
}

extension Segment {
  /// Memory has no file.
  public func synchronize(_ mapping: Mapping, waiting: Bool) throws(SystemError) {}
}
