import CWatch
import Glibc

/// Something that a watched program shares, as Ringside sees it: read-only.
public struct SharedObjectView: Sendable {
  public let index: Int
  public let words: String
  /// As the program calls it.
  public let name: String
  public let size: Int
  /// The return address of the call that mapped it first.
  public let mappedAt: UInt64
  /// The index of the task that made that call.
  public let mappedBy: Int
  private let kind: UInt32
  private let path: String
  private let id: Int32
  private let isRemoved: Bool

  init(_ object: SharedObject, index: Int) {
    self.index = index
    (kind, path, id, size) = (object.kind, object.path, object.id, object.size)
    (name, mappedAt, isRemoved, words) = (object.name, object.mappedAt, object.isRemoved, object.words)
    mappedBy = object.mappedBy
  }

  init(kind: watch_kind, name: String, path: String, id: Int32, size: Int) {
    (index, self.kind, self.path, self.id, self.size) = (0, UInt32(kind.rawValue), path, id, size)
    (self.name, mappedAt, mappedBy, isRemoved, words) = (name, 0, 0, false, name)
  }

  private func isKind(_ others: watch_kind...) -> Bool { others.contains { UInt32($0.rawValue) == kind } }

  /// Whether it holds bytes.
  public var isMemory: Bool { isKind(WATCH_POSIX, WATCH_SYSTEMV, WATCH_ANONYMOUS, WATCH_FILE) }
  public var isSemaphore: Bool { isKind(WATCH_SEMAPHORE) }
  public var isSet: Bool { isKind(WATCH_SEMAPHORES) }

  /// Whether the program should have removed it.
  var isLeftBehind: Bool {
    !isRemoved && isKind(WATCH_POSIX, WATCH_SYSTEMV, WATCH_SEMAPHORE, WATCH_SEMAPHORES, WATCH_QUEUE, WATCH_POSIX_QUEUE)
      && exists
  }

  /// Whether the program knows it by a name.
  public var isNamed: Bool { isKind(WATCH_POSIX, WATCH_FILE, WATCH_SEMAPHORE, WATCH_POSIX_QUEUE) }

  /// Whether the runtime has given it a name, although the program did not.
  var isOurs: Bool { isKind(WATCH_ANONYMOUS) }

  private var exists: Bool {
    if isKind(WATCH_POSIX) { return access("/dev/shm\(path)", F_OK) == 0 }
    if isKind(WATCH_SEMAPHORE) { return access(semaphorePath, F_OK) == 0 }
    return true
  }

  private var semaphorePath: String { "/dev/shm/sem.\(path.drop { $0 == "/" })" }

  /// Removes it: its name is private to the run.
  func remove() {
    if isKind(WATCH_POSIX, WATCH_ANONYMOUS) { shm_unlink(path) }
    if isKind(WATCH_SEMAPHORE) { unlink(semaphorePath) }
    if isKind(WATCH_SYSTEMV) { shmctl(id, IPC_RMID, nil) }
    if isKind(WATCH_SEMAPHORES) { watch_remove_semaphores(id) }
    if isKind(WATCH_QUEUE) { msgctl(id, IPC_RMID, nil) }
    if isKind(WATCH_POSIX_QUEUE) { watch_remove_queue(path) }
  }

  /// Some of its bytes, or nil if it has none there.
  public func bytes(at offset: Int, count: Int) -> [UInt8]? {
    guard offset >= 0, count > 0, count <= 1 << 20 else { return nil }
    if isKind(WATCH_SYSTEMV) {
      guard let memory = shmat(id, nil, Int32(SHM_RDONLY)), Int(bitPattern: memory) != -1 else { return nil }
      defer { shmdt(memory) }
      guard offset + count <= size else { return nil }
      return Array(UnsafeRawBufferPointer(start: memory + offset, count: count))
    }
    let file = isKind(WATCH_SEMAPHORE) ? semaphorePath : isKind(WATCH_FILE) ? path : "/dev/shm\(path)"
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
  }

  /// The value of a member of a System V semaphore set.
  public func semaphoreValue(_ number: Int) -> Int { Int(watch_semaphore_value(id, Int32(clamping: number))) }
}
