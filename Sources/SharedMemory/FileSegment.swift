import CRegion
import Glibc
import Model
import SystemPackage

/// A file that processes map: mmap(2) with MAP_SHARED. Its contents outlive all of them.
///
/// Two kinds of locks keep two Ringsides from using one file. Its owner holds flock(2) for as long as it lives. Each
/// worker holds a record lock for reading (fcntl_locking(2)): workers die a moment after their parent, and a process
/// that resumes the file first waits until none of them can write to it any more.
public final class FileSegment: Segment {
  public let path: String
  public let size: Int
  private let file: OpenFile
  private let identity: FileIdentity
  private var isDone: Bool
  private let isKept: Bool
  private var synchronizations = 0

  public var locator: SegmentLocator { .file(path) }

  /// Creates a file of this size, mode 0600, with disk space behind every byte. It appears only after `prepare` has
  /// filled it.
  /// - Parameter keeping: whether it stays when this is dropped.
  public init(
    creating path: String, size: Int, keeping: Bool,
    preparing prepare: (_ memory: Mapping, _ object: UInt64) -> Void = { _, _ in }
  ) throws(SegmentFailure) {
    do throws(SystemError) {
      file = try OpenFile.create(path, name: path, size: size, preparing: prepare)
    } catch {
      throw error.errno == .fileExists ? Self.judgement(of: path) : Self.failure(error, bytes: size)
    }
    self.path = path
    self.size = size
    isKept = keeping
    isDone = false
    identity = file.identity
  }

  /// Takes over a file with a region that another Ringside left, once no process can write to it any more.
  public init(resuming path: String) throws(SegmentFailure) {
    let raw = open(path.systemText, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard raw != -1 else {
      throw errno == ENOENT
        ? .refused("there is no file \(path) to resume; leave out --resume to create it")
        : Self.failure(.last("open", path))
    }
    file = OpenFile(raw)
    self.path = path
    identity = file.identity
    size = file.size
    isKept = true
    isDone = false
    if let flaw = Self.flaw(of: file, path) { throw .refused(flaw) }
    do {
      guard try file.tryLock() else { throw SegmentFailure.refused(Self.inUse(path)) }
      try excludeWorkers()
    } catch let error as SegmentFailure { throw error } catch let error as SystemError {
      throw Self.failure(error)
    } catch { preconditionFailure("nothing else is thrown") }
  }

  /// Opens a file that another process has created, as one of its workers.
  public init(opening path: String) throws(SystemError) {
    let raw = try call("open", path) { open(path.systemText, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
    file = OpenFile(raw)
    self.path = path
    identity = file.identity
    size = file.size
    isKept = true
    isDone = false
    try Self.recordLock(raw, F_RDLCK, waiting: true)
  }

  // MARK: - Locks

  private static func recordLock(_ raw: Int32, _ type: Int32, waiting: Bool) throws(SystemError) {
    try call("fcntl", "F_OFD_SETLK") { system_lock_record(raw, Int16(type), waiting) }
  }

  /// Waits until the workers of a killed Ringside have ended. A worker that starts too late finds another creator in
  /// the header, and ends.
  private func excludeWorkers() throws(SegmentFailure) {
    for _ in 0..<1000 {
      if (try? Self.recordLock(file.raw, F_WRLCK, waiting: false)) != nil { return }
      usleep(5_000)
    }
    throw .refused("processes of a Ringside that was killed still write to \(path); end them first")
  }

  /// Admits workers: the header names their parent now.
  public func admitWorkers() throws(SystemError) { try Self.recordLock(file.raw, F_UNLCK, waiting: false) }

  // MARK: - State

  public var currentSize: Int { file.size }

  /// Whether this is a file to be kept, but its path no longer leads to it: the contents of this memory would be
  /// lost.
  public var isGone: Bool { isKept && isElsewhere }

  public var isRemoved: Bool { !isKept && isElsewhere }

  private var isElsewhere: Bool {
    var status = stat()
    return stat(path.systemText, &status) != 0 || FileIdentity(status) != identity
  }

  public var inode: UInt64 { identity.inode }

  public var facts: [MemoryView.Fact] {
    [
      MemoryView.Fact("file", isKept ? "kept" : "temporary"), MemoryView.Fact("inode", inode),
      MemoryView.Fact("bytes", size),
      MemoryView.Fact("synced", synchronizations == 1 ? "once" : "\(synchronizations) times"),
      MemoryView.Fact("path", path),
    ]
  }

  public var removal: Removal? { isKept || isDone ? nil : Removal(file: path, identity) }

  // MARK: - Memory

  public func map(_ access: Mapping.Access) throws(SystemError) -> Mapping {
    let named = try? file.reopened(path, access == .readOnly ? O_RDONLY : O_RDWR, name: path)
    return try Mapping((named ?? file).raw, size: size, access: access, name: path)
  }

  public func mapReadOnly() throws(SystemError) -> Mapping {
    let reader = try file.reopened(path, O_RDONLY, name: path)
    return try Mapping(reader.raw, size: size, access: .readOnly, name: path)
  }

  /// A copy of all bytes, which can be judged before anything is written.
  public func copy() throws(SystemError) -> Mapping {
    let copy = try Mapping(privateOfSize: size)
    var done = 0
    while done < size {
      let count = try call("pread", path) { pread(file.raw, copy.base + done, size - done, off_t(done)) }
      // Somebody has truncated it just now. Zeros are not a region that balances.
      if count == 0 { break }
      done += count
    }
    return copy
  }

  public func synchronize(_ mapping: Mapping, waiting: Bool) throws(SystemError) {
    try mapping.synchronize(waiting: waiting)
    synchronizations += 1
  }

  /// unlink(2), unless it is to be kept, or its path leads to another file by now.
  public func remove() {
    removal?.perform()
    isDone = true
  }

  deinit {
    remove()
    // A worker does not hold this lock; then this does nothing.
    file.unlock()
  }
}

// MARK: - Refusals

extension FileSegment {
  private static func inUse(_ path: String) -> String {
    "another Ringside is using \(path); end it first, or choose another file"
  }

  private static func failure(_ error: SystemError, bytes: Int = 0) -> SegmentFailure {
    let path = error.object
    switch error.errno {
    case .isDirectory: return .refused("\(path) is a directory; --file takes the path of a file")
    case .fileTooLarge: return .fileSizeLimit(bytes)
    case .noSpace:
      return .noSpace(
        "there is no room for the \(bytes) bytes of \(path); make room, or ask for fewer or smaller slots")
    case .noSuchFileOrDirectory:
      return .refused("\(path) cannot be created: there is no such folder; create the folder first")
    case .permissionDenied, .notPermitted, .readOnlyFileSystem:
      return .refused("\(path) cannot be written to (\(error.errno)); choose another file")
    case let errno: return .refused("\(path) cannot be mapped as a file (\(error.call): \(errno)); choose another file")
    }
  }

  /// The reason why an existing file is not overwritten.
  private static func judgement(of path: String) -> SegmentFailure {
    let raw = open(path.systemText, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard raw != -1 else {
      return errno == ENOENT
        ? .refused("\(path) is a link that leads nowhere; choose another file")
        : .refused("\(path) is already there and cannot be read (\(Errno(rawValue: errno))); choose another file")
    }
    let file = OpenFile(raw)
    if let flaw = flaw(of: file, path) { return .exists(flaw) }
    if file.isLocked { return .exists(inUse(path)) }
    return .exists("\(path) already holds a ring; add --resume to continue with it, or choose another file")
  }

  /// The reason why a file holds no ring that can be resumed; nil if it seems to hold one.
  private static func flaw(of file: OpenFile, _ path: String) -> String? {
    guard let status = file.status else { return "\(path) cannot be looked at; choose another file" }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: return "\(path) is a directory; --file takes the path of a file"
    default: return "\(path) is not an ordinary file; choose another one"
    }
    if status.st_size == 0 { return "\(path) is empty, so there is no ring in it; choose another file" }
    var header = region_header()
    let count = pread(file.raw, &header, MemoryLayout<region_header>.size, 0)
    do {
      guard count == MemoryLayout<region_header>.size else { throw RegionError.notARegion }
      let layout = try RegionLayout(validating: header, mappedSize: Int(status.st_size))
      guard layout.totalSize == status.st_size else { throw RegionError.damaged }
      return nil
    } catch {
      return "this Ringside cannot resume \(path): \(error); choose another file"
    }
  }
}
