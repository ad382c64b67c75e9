import CWatch
import Glibc

/// Something that a watched program shares, as Ringside sees it: read-only.
public struct SharedObjectView: Sendable {
  public let index: Int
  /// As the program calls it.
  public let name: String
  /// How its program names the variable that holds its number, where that is known: of semaphore sets and queues.
  var label: String?
  /// In bytes; of a semaphore set, how many there are.
  public let size: Int
  /// Of the file behind it, in bytes, when it was mapped; what lies beyond its end cannot be touched.
  public let fileSize: Int?
  /// The return addresses of the call that mapped it first, the innermost first.
  public let mappedAt: [UInt64]
  /// The index of the task that made that call.
  public let mappedBy: Int
  /// Its address in that task.
  public let address: UInt64
  private let kind: UInt32
  /// Of its file.
  private let path: String
  private let id: Int32
  private let inode: UInt64
  private let isRemoved: Bool
  private let isCreated: Bool
  private let reader: (any BytesReader)?

  init(_ object: watch_object, index: Int, reader: (any BytesReader)?) {
    self.index = index
    (kind, id) = (object.kind, object.id)
    // No more than anybody has; sums of it stay numbers.
    (size, address) = (Int(min(object.size, 1 << 46)), object.address)
    (isRemoved, isCreated) = (object.removed != 0, object.created != 0)
    inode = object.inode
    (name, path, mappedBy) = (text(object.name), text(object.path), Int(object.mapped_by))
    mappedAt = numbers(object.frames, count: min(object.frame_count, UInt32(WATCH_FRAMES)))
    fileSize = object.file_size == 0 && object.mapped == 0 ? nil : Int(clamping: object.file_size)
    self.reader = reader
  }

  init(kind: watch_kind, name: String, path: String, id: Int32, size: Int) {
    (index, self.kind, self.path, self.id, self.size) = (0, UInt32(kind.rawValue), path, id, size)
    (self.name, mappedAt, mappedBy, isRemoved, isCreated) = (name, [], 0, false, false)
    (address, fileSize, inode) = (0, nil, 0)
    reader = path.isEmpty ? nil : FileReader(path)
  }

  /// The memory of a process at an address.
  init(pid: Int32, region: ProcessRegion) {
    (index, kind, path, id, size) = (0, UInt32(WATCH_ANONYMOUS.rawValue), "", -1, region.size)
    (name, mappedAt, mappedBy, isRemoved, isCreated) = (region.name, [], 0, false, false)
    (address, fileSize, inode) = (region.address, nil, 0)
    reader = ProcessReader(pid: pid, address: region.address)
  }

  private func isKind(_ others: watch_kind...) -> Bool { others.contains { UInt32($0.rawValue) == kind } }

  /// Whether it holds bytes.
  public var isMemory: Bool { isKind(WATCH_POSIX, WATCH_SYSTEMV, WATCH_ANONYMOUS, WATCH_FILE) }
  public var isSemaphore: Bool { isKind(WATCH_SEMAPHORE) }
  public var isSet: Bool { isKind(WATCH_SEMAPHORES) }
  public var isQueue: Bool { isKind(WATCH_QUEUE, WATCH_POSIX_QUEUE) }

  /// Whether a mapping of a file with this number is one of it: a segment of System V has its shmid there.
  func isMapped(inode: UInt64) -> Bool { isKind(WATCH_SYSTEMV) ? UInt64(max(0, id)) == inode : self.inode == inode }

  /// Its kind and its name in words: "the shared memory /prodcons".
  public var words: String {
    if isKind(WATCH_POSIX) { return "the shared memory \(name)" }
    if isKind(WATCH_SYSTEMV) { return systemV("segment") }
    if isKind(WATCH_ANONYMOUS) { return "anonymous shared memory" }
    if isKind(WATCH_FILE) { return "the file \(name)" }
    if isKind(WATCH_SEMAPHORE) { return "the semaphore \(name)" }
    if isKind(WATCH_SEMAPHORES) { return systemV("semaphore set") }
    if isKind(WATCH_QUEUE) { return systemV("message queue") }
    return "the message queue \(name)"
  }

  private func systemV(_ noun: String) -> String {
    name.hasPrefix("key") ? "the System V \(noun) with \(name)" : "the private System V \(noun)"
  }

  /// Whether the program made it and should have removed it.
  func isLeftBehind(by origin: ObjectOrigin) -> Bool {
    !isRemoved && isCreated && isProved(origin)
      && isKind(WATCH_POSIX, WATCH_SYSTEMV, WATCH_SEMAPHORE, WATCH_SEMAPHORES, WATCH_QUEUE, WATCH_POSIX_QUEUE)
  }

  /// Whether the program knows it by a name.
  public var isNamed: Bool { isKind(WATCH_POSIX, WATCH_FILE, WATCH_SEMAPHORE, WATCH_POSIX_QUEUE) }

  /// Whether the runtime has given it a name, although the program did not.
  var isOurs: Bool { isKind(WATCH_ANONYMOUS) }

  /// Whether it exists and is the program's, whatever the program has written into its record.
  private func isProved(_ origin: ObjectOrigin) -> Bool {
    if isKind(WATCH_POSIX, WATCH_SEMAPHORE, WATCH_ANONYMOUS) { return origin.includes(file: path) }
    if isKind(WATCH_POSIX_QUEUE) { return origin.includes(name: path.drop { $0 == "/" }) }
    if isKind(WATCH_SYSTEMV) {
      var status = shmid_ds()
      return shmctl(id, IPC_STAT, &status) == 0 && origin.includes(status.shm_perm, changed: status.shm_ctime)
    }
    if isKind(WATCH_QUEUE) {
      var status = msqid_ds()
      return msgctl(id, IPC_STAT, &status) == 0 && origin.includes(status.msg_perm, changed: status.msg_ctime)
    }
    var status = semid_ds()
    return isSet && watch_semaphore_status(id, &status) == 0
      && origin.includes(status.sem_perm, changed: status.sem_ctime)
  }

  /// Removes it, if the program made it.
  func remove(_ origin: ObjectOrigin) {
    guard isProved(origin) else { return }
    if isKind(WATCH_POSIX, WATCH_ANONYMOUS, WATCH_SEMAPHORE) { unlink(path) }
    if isKind(WATCH_SYSTEMV) { shmctl(id, IPC_RMID, nil) }
    if isKind(WATCH_SEMAPHORES) { watch_remove_semaphores(id) }
    if isKind(WATCH_QUEUE) { msgctl(id, IPC_RMID, nil) }
    if isKind(WATCH_POSIX_QUEUE) { watch_remove_queue(path) }
  }

  /// Some of its bytes, or nil if it has none there.
  public func bytes(at offset: Int, count: Int) -> [UInt8]? {
    guard offset >= 0, count > 0, count <= 1 << 20 else { return nil }
    guard isKind(WATCH_SYSTEMV) else { return reader?.bytes(at: offset, count: count) }
    // Its size as the kernel knows it: the record may say anything.
    var status = shmid_ds()
    guard shmctl(id, IPC_STAT, &status) == 0, offset < Int(clamping: status.shm_segsz),
      count <= Int(clamping: status.shm_segsz) - offset, let memory = shmat(id, nil, Int32(SHM_RDONLY)),
      Int(bitPattern: memory) != -1
    else { return nil }
    defer { shmdt(memory) }
    return Array(UnsafeRawBufferPointer(start: memory + offset, count: count))
  }

  /// The value of a member of a System V semaphore set; -1 if it is gone.
  public func semaphoreValue(_ number: Int) -> Int { Int(watch_semaphore_value(id, Int32(clamping: number))) }
}
