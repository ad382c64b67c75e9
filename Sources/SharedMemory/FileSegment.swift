import CRegion
import Glibc
import SystemPackage

/// A file that processes map: mmap(2) with MAP_SHARED. What is in it outlives them all.
///
/// Two kinds of locks keep a file from two Ringsides. Its owner holds flock(2) for as long as it lives. Each worker
/// holds a record lock for reading (fcntl_locking(2)): workers die with their parent, but a moment later, and whoever
/// goes on with the file first waits until none of them can write into it any more.
public final class FileSegment: Segment {
  public let path: String
  public let size: Int
  private let file: OpenFile
  private let identity: FileIdentity
  private var isRemoved: Bool
  private let isKept: Bool
  private var synchronizations = 0

  public var locator: SegmentLocator { .file(path) }

  /// Creates a file of this size, all zero, mode 0600, with disk behind every byte of it.
  /// - Parameter keeping: whether it stays when this is dropped.
  public init(creating path: String, size: Int, keeping: Bool) throws(SegmentFailure) {
    let raw = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard raw != -1 else {
      throw errno == EEXIST ? Self.judgement(of: path) : Self.failure(.last("open", path))
    }
    file = OpenFile(raw)
    self.path = path
    self.size = size
    isKept = keeping
    isRemoved = false
    identity = file.identity
    do {
      try file.lock()
      try file.allocate(size, path)
    } catch {
      // Nothing has come of it: it is not to stay.
      unlink(path)
      isRemoved = true
      throw Self.failure(error, bytes: size)
    }
  }

  /// Takes over a file that a Ringside has left with a region in it, once nobody can write into it any more.
  public init(resuming path: String) throws(SegmentFailure) {
    let raw = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
    guard raw != -1 else {
      throw errno == ENOENT
        ? .refused("there is no file \(path) to go on with; leave out --resume to begin one")
        : Self.failure(.last("open", path))
    }
    file = OpenFile(raw)
    self.path = path
    identity = file.identity
    size = file.size
    isKept = true
    isRemoved = false
    if let flaw = Self.flaw(of: file, path) { throw .refused(flaw) }
    do {
      guard try file.tryLock() else { throw SegmentFailure.refused(Self.inUse(path)) }
      try excludeWorkers()
    } catch let error as SegmentFailure { throw error } catch let error as SystemError {
      throw Self.failure(error)
    } catch { preconditionFailure("nothing else is thrown") }
  }

  /// Opens the file that another process has created, as one of its workers.
  public init(opening path: String) throws(SystemError) {
    let raw = try call("open", path) { open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK) }
    file = OpenFile(raw)
    self.path = path
    identity = file.identity
    size = file.size
    isKept = true
    isRemoved = false
    try Self.recordLock(raw, F_RDLCK, waiting: true)
  }

  // MARK: - Locks

  private static func recordLock(_ raw: Int32, _ type: Int32, waiting: Bool) throws(SystemError) {
    var lock = Glibc.flock()
    lock.l_type = Int16(type)
    lock.l_whence = Int16(SEEK_SET)
    try call("fcntl", "F_SETLK") { fcntl(raw, waiting ? F_SETLKW : F_SETLK, &lock) }
  }

  /// Waits for the workers of a Ringside that was killed, which die with it. Those that come too late find another
  /// creator in the header, and go.
  private func excludeWorkers() throws(SegmentFailure) {
    for _ in 0..<1000 {
      if (try? Self.recordLock(file.raw, F_WRLCK, waiting: false)) != nil { return }
      usleep(5_000)
    }
    throw .refused("processes of a Ringside that was killed still write to \(path); end them first")
  }

  /// Lets workers in: the header names their parent now.
  public func admitWorkers() throws(SystemError) { try Self.recordLock(file.raw, F_UNLCK, waiting: false) }

  // MARK: - Looks

  public var currentSize: Int { file.size }

  /// Its path leads elsewhere: what happens in this memory would be kept nowhere.
  public var isGone: Bool {
    var status = stat()
    return stat(path, &status) != 0 || FileIdentity(status) != identity
  }

  public var inode: UInt64 { identity.inode }

  public var facts: [SegmentFact] {
    [
      SegmentFact("file", isKept ? "kept" : "temporary"), SegmentFact("inode", inode), SegmentFact("bytes", size),
      SegmentFact("synced", synchronizations == 1 ? "once" : "\(synchronizations) times"),
      SegmentFact("path", path),
    ]
  }

  public var removal: Removal? { isKept || isRemoved ? nil : Removal(.file, name: path) }

  /// What a file holds.
  public enum Contents {
    /// It begins as a region does.
    case region(Mapping)
    /// There is nothing where its header would be.
    case nothingYet
    case other
  }

  /// Looks at somebody's file, without changing it in any way.
  public static func look(at path: String) -> Contents {
    let raw = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
    guard raw != -1 else { return .other }
    let file = OpenFile(raw)
    guard file.status.map({ $0.st_mode & S_IFMT == S_IFREG }) == true else { return .other }
    var header = [UInt8](repeating: 0, count: MemoryLayout<region_header>.size)
    let count = pread(raw, &header, header.count, 0)
    guard count >= 0 else { return .other }
    var magic = REGION_MAGIC
    if withUnsafeBytes(of: &magic, { header.starts(with: $0) }), file.size >= Region.smallestSize,
      let mapping = try? Mapping(raw, size: file.size, access: .readOnly, name: path)
    {
      return .region(mapping)
    }
    return header.allSatisfy { $0 == 0 } ? .nothingYet : .other
  }

  /// Whether a living process holds the owner's lock.
  public static func isLocked(_ path: String) -> Bool {
    let raw = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    return raw == -1 || OpenFile(raw).isLocked
  }

  // MARK: - Memory

  public func map(_ access: Mapping.Access) throws(SystemError) -> Mapping {
    try Mapping(file.raw, size: size, access: access, name: path)
  }

  public func mapReadOnly() throws(SystemError) -> Mapping {
    // The same file, whatever its path leads to by now.
    let link = "/proc/self/fd/\(file.raw)"
    let reader = OpenFile(try call("open", path) { open(link, O_RDONLY | O_CLOEXEC) })
    return try Mapping(reader.raw, size: size, access: .readOnly, name: path)
  }

  /// A copy of all bytes, to be judged before anything is written.
  public func copy() throws(SystemError) -> Mapping {
    let copy = try Mapping(privateOfSize: size)
    var done = 0
    while done < size {
      let count = try call("pread", path) { pread(file.raw, copy.base + done, size - done, off_t(done)) }
      // Somebody has truncated it this very moment. Zeros are no region that balances.
      if count == 0 { break }
      done += count
    }
    return copy
  }

  public func synchronize(_ mapping: Mapping, waiting: Bool) throws(SystemError) {
    try mapping.synchronize(waiting: waiting)
    synchronizations += 1
  }

  /// unlink(2), unless it is to be kept, or somebody else's by now.
  public func remove() {
    if !isKept && !isRemoved && !isGone { unlink(path) }
    isRemoved = true
  }

  deinit {
    remove()
    // A worker has none; then nothing happens.
    file.unlock()
  }
}

// MARK: - Refusals

extension FileSegment {
  private static func inUse(_ path: String) -> String {
    "\(path) is in use by a Ringside that runs; end that first, or choose another file"
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

  /// Why a file that is there already is not begun anew.
  private static func judgement(of path: String) -> SegmentFailure {
    let raw = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard raw != -1 else {
      return errno == ENOENT
        ? .refused("\(path) is a link that leads nowhere; choose another file")
        : .refused("\(path) is already there and cannot be read (\(Errno(rawValue: errno))); choose another file")
    }
    let file = OpenFile(raw)
    if let flaw = flaw(of: file, path) { return .exists(flaw) }
    if file.isLocked { return .exists(inUse(path)) }
    return .exists("\(path) holds a ring already; add --resume to go on with it, or choose another file")
  }

  /// Why a file holds no ring to go on with; nil if it seems to hold one.
  private static func flaw(of file: OpenFile, _ path: String) -> String? {
    guard let status = file.status else { return "\(path) cannot be looked at; choose another file" }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: return "\(path) is a directory; --file takes the path of a file"
    default: return "\(path) is no ordinary file; choose another one"
    }
    if status.st_size == 0 { return "\(path) is an empty file and no ring of Ringside's; choose another file" }
    var header = region_header()
    let count = pread(file.raw, &header, MemoryLayout<region_header>.size, 0)
    do {
      guard count == MemoryLayout<region_header>.size else { throw RegionError.notARegion }
      let layout = try RegionLayout(validating: header, mappedSize: Int(status.st_size))
      guard layout.totalSize == status.st_size else { throw RegionError.damaged }
      return nil
    } catch {
      return "\(path) is no ring that this Ringside can go on with: \(error); choose another file"
    }
  }
}
