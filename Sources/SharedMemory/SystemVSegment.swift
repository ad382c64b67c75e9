import Glibc
import Model
import SystemPackage

/// A System V shared memory segment: svipc(7), shmget(2).
///
/// Its only name is its id, and a key if others must find it by one. It stays until somebody removes it: its creator
/// removes it when this is dropped.
public final class SystemVSegment: Segment {
  public let id: Int32
  public let size: Int
  private var isCreator: Bool

  public var locator: SegmentLocator { .sysv(id) }

  /// Creates a segment of this size, mode 0600: shmget(2) with IPC_CREAT and IPC_EXCL.
  ///
  /// A new segment does not show its creator before `prepare` has filled it. Until then a semaphore set announces it:
  /// a process that is killed in between leaves a set that describes the intended segment.
  ///
  /// - Parameter key: by which other processes can find it; without one they need its id (IPC_PRIVATE).
  public init(
    creating key: Int32?, size: Int, preparing prepare: (_ memory: Mapping, _ object: UInt64) -> Void = { _, _ in }
  ) throws(SegmentFailure) {
    let name = key.map(Self.text) ?? "IPC_PRIVATE"
    let key = key ?? IPC_PRIVATE
    // If no more sets are allowed, a segment without an announcement is better than none.
    let announcement = try? SystemVSemaphoreSet(announcing: SystemVSemaphoreSet.Announcement(key: key, size: size))
    defer { announcement?.remove() }
    do throws(SystemError) {
      let id = try call("shmget", name) { shmget(key, size, IPC_CREAT | IPC_EXCL | 0o600) }
      self.id = id
      do {
        prepare(try Mapping(attaching: id, size: size, access: .readWrite), Self.object(id))
      } catch {
        shmctl(id, IPC_RMID, nil)
        throw error
      }
    } catch {
      throw Self.failure(error, bytes: size)
    }
    self.size = size
    isCreator = true
  }

  /// The object number in the header of a region in a segment. No inode and no old header has such a number.
  static func object(_ id: Int32) -> UInt64 { 1 << 63 | UInt64(id) }

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

  /// Opens an existing segment.
  public init(opening id: Int32) throws(SystemError) {
    self.id = id
    isCreator = false
    size = try SystemVObject(.segment, id: id).size
  }

  public var currentSize: Int { size }

  /// Its memory stays while a process has it attached, as this one does.
  public var isGone: Bool { false }

  /// `dest` in the table of ipcs(1).
  public var isRemoved: Bool { (try? SystemVObject(.segment, id: id))?.isRemoved ?? true }

  public var inode: UInt64 { UInt64(id) }

  /// With the names of `ipcs -m -i`.
  public var facts: [MemoryView.Fact] {
    guard let status = try? SystemVObject(.segment, id: id) else { return [MemoryView.Fact("shmid", id)] }
    return [
      MemoryView.Fact("shmid", id), MemoryView.Fact("key", status.keyText), MemoryView.Fact("nattch", status.attached),
      MemoryView.Fact("cpid", status.creator ?? 0), MemoryView.Fact("bytes", size),
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

  /// Once attached with SHM_RDONLY, it cannot be made writable without attaching it again.
  public func mapReadOnly() throws(SystemError) -> Mapping { try map(.readOnly) }

  /// shmctl(2), IPC_RMID.
  public func remove() {
    // Another process may have removed it already.
    if isCreator { shmctl(id, IPC_RMID, nil) }
    isCreator = false
  }

  deinit { remove() }
}
