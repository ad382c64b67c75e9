import Glibc
import SystemPackage

/// A System V shared memory segment: svipc(7), shmget(2).
///
/// It has no name but its id, and a key if others are to find it by one. It stays until somebody removes it: its creator
/// does so when it drops it.
public final class SystemVSegment: Segment {
  public let id: Int32
  public let size: Int
  private var isCreator: Bool

  public var locator: SegmentLocator { .sysv(id) }

  /// Creates a segment of this size, all zero, mode 0600: shmget(2) with IPC_CREAT and IPC_EXCL.
  /// - Parameter key: what others can find it by; without one nobody can but by its id (IPC_PRIVATE).
  public init(creating key: Int32?, size: Int) throws(SegmentFailure) {
    let name = key.map(Self.text) ?? "IPC_PRIVATE"
    do {
      id = try call("shmget", name) { shmget(key ?? IPC_PRIVATE, size, IPC_CREAT | IPC_EXCL | 0o600) }
    } catch {
      throw Self.failure(error, bytes: size)
    }
    self.size = size
    isCreator = true
  }

  private static func failure(_ error: SystemError, bytes: Int) -> SegmentFailure {
    switch error.errno {
    case .fileExists:
      .exists("a System V segment with the key \(error.object) is already there; choose another key, or see `ipcs -m`")
    case .noMemory, .noSpace, .invalidArgument:
      .noSpace(
        "the system has no room for a System V segment of \(bytes) bytes (\(error)); see `ipcs -lm`, or ask for fewer "
          + "or smaller slots")
    default: .system(error)
    }
  }

  /// Opens a segment that is there.
  public init(opening id: Int32) throws(SystemError) {
    self.id = id
    isCreator = false
    size = Int(try Self.status(of: id).shm_segsz)
  }

  /// shmctl(2), IPC_STAT.
  private static func status(of id: Int32) throws(SystemError) -> shmid_ds {
    var status = shmid_ds()
    try call("shmctl", "\(id), IPC_STAT") { shmctl(id, IPC_STAT, &status) }
    return status
  }

  public var currentSize: Int { size }

  /// Somebody has removed it (ipcrm(1)): it lives on for those who have attached it, and goes with them.
  public var isGone: Bool {
    guard let status = try? Self.status(of: id) else { return true }
    return Int32(status.shm_perm.mode) & SHM_DEST != 0
  }

  public var inode: UInt64 { UInt64(id) }

  /// As `ipcs -m -i` names them.
  public var facts: [SegmentFact] {
    guard let status = try? Self.status(of: id) else { return [SegmentFact("shmid", id)] }
    return [
      SegmentFact("shmid", id), SegmentFact("key", Self.text(status.shm_perm.__key)),
      SegmentFact("nattch", status.shm_nattch), SegmentFact("cpid", status.shm_cpid), SegmentFact("bytes", size),
    ]
  }

  /// A key as ipcs(1) shows it.
  public static func text(_ key: Int32) -> String {
    let digits = String(UInt32(bitPattern: key), radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  public var removal: Removal? { isCreator ? Removal(.sysv, id: id) : nil }

  public func map(_ access: Mapping.Access) throws(SystemError) -> Mapping {
    try Mapping(attaching: id, size: size, access: access)
  }

  /// Attached with SHM_RDONLY, there is no way to make it writable but to attach it again.
  public func mapReadOnly() throws(SystemError) -> Mapping { try map(.readOnly) }

  /// shmctl(2), IPC_RMID.
  public func remove() {
    // It may be gone already, removed by someone else.
    if isCreator { shmctl(id, IPC_RMID, nil) }
    isCreator = false
  }

  deinit { remove() }
}
