import Glibc
import Model

/// Memory that processes share, and the right to remove it: one owner type over all backends.
///
/// The creator of a segment removes it when it drops it, unless it is to be kept. Each backend is a file of its own.
public protocol Segment: AnyObject {
  /// Where other processes find it.
  var locator: SegmentLocator { get }
  /// Its size in bytes when it was created or opened.
  var size: Int { get }
  /// Its size now: somebody may have truncated it.
  var currentSize: Int { get }
  /// Whether somebody has removed it, or put something else in its place, in a way that makes it pointless to continue.
  var isGone: Bool { get }
  /// Whether somebody has removed it, so that no process can find it any more, while its memory stays with the
  /// processes that have it.
  var isRemoved: Bool { get }
  /// The number of its inode, as /proc/PID/maps shows it where a process has mapped it: proc(5).
  var inode: UInt64 { get }
  /// What else is to be known of it now, as the system tells it.
  var facts: [MemoryView.Fact] { get }
  /// What a crash must not leave behind; nil if there is nothing to remove.
  var removal: Removal? { get }

  /// Maps all of it.
  func map(_ access: Mapping.Access) throws(SystemError) -> Mapping
  /// Maps all of it for reading, in a way that could not write either.
  func mapReadOnly() throws(SystemError) -> Mapping
  /// Has what was written written to where it is kept.
  /// - Parameter waiting: whether it is to be there when this returns.
  func synchronize(_ mapping: Mapping, waiting: Bool) throws(SystemError)
  /// Removes what this created. The memory goes with its last mapping.
  func remove()
}

/// Opens the segment that another process has created, for reading and writing.
public func openSegment(_ locator: SegmentLocator) throws(SystemError) -> any Segment {
  switch locator {
  case .posix(let name): try PosixSegment(opening: name)
  case .sysv(let id): try SystemVSegment(opening: id)
  case .file(let path): try FileSegment(opening: path)
  }
}

/// The memory is not to be had: a sentence that says why, and what would be right.
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
  /// RLIMIT_FSIZE of setrlimit(2), which counts for shared memory too.
  static func fileSizeLimit(_ bytes: Int) -> SegmentFailure {
    .refused("the limit on the size of files forbids a segment of \(bytes) bytes; raise it with `ulimit -f unlimited`")
  }
}

extension Segment {
  /// Memory is kept nowhere.
  public func synchronize(_ mapping: Mapping, waiting: Bool) throws(SystemError) {}
}
