import CWatch
import Glibc

/// The control region through which Ringside and a watched program speak: `watch.h`. It owns the memory and its name.
final class ControlRegion {
  let base: UnsafeMutableRawPointer
  /// Where the watched program finds it.
  let path: String
  private let run: UInt32
  /// Open and locked while this Ringside lives, however it ends: flock(2). See `WatchRemnants`.
  private let file: Int32
  /// The next run of this process takes the same name.
  private var isNamed = true

  static let size = MemoryLayout<watch_control>.size
  private static let objects = MemoryLayout<watch_control>.offset(of: \.object)!
  private static let tasks = MemoryLayout<watch_control>.offset(of: \.task)!

  /// Creates it, for this process and for a run with this number.
  init(run: UInt32) throws(WatchError) {
    self.run = run
    path = "/dev/shm/" + WatchRemnants.prefix + String(run)
    file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .system("open", path, errno) }
    do {
      base = try Self.map(file, path)
    } catch {
      unlink(path)
      close(file)
      throw error
    }
    let header = base.assumingMemoryBound(to: watch_control.self)
    header.pointee.magic = WATCH_MAGIC
    header.pointee.version = WATCH_VERSION
    header.pointee.size = UInt64(Self.size)
    header.pointee.run = run
    header.pointee.controller = getpid()
  }

  /// Locks the file, gives it its size, and maps it.
  private static func map(_ file: Int32, _ path: String) throws(WatchError) -> UnsafeMutableRawPointer {
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else { throw .system("flock", path, errno) }
    let error = posix_fallocate(file, 0, off_t(size))
    guard error == 0 else { throw .system("posix_fallocate", path, error) }
    guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), memory != MAP_FAILED else {
      throw .system("mmap", path, errno)
    }
    return memory
  }

  /// Removes its name and whatever still has a name of this run; what has them mapped keeps them.
  func removeNames() {
    if isNamed { WatchRemnants.remove(run: run) }
    isNamed = false
  }

  deinit {
    removeNames()
    munmap(base, Self.size)
    close(file)
  }

  private func word(at offset: Int) -> UnsafeMutablePointer<UInt32> {
    (base + offset).assumingMemoryBound(to: UInt32.self)
  }

  private func load(_ offset: Int) -> UInt32 { watch_load(word(at: offset)) }

  var reports: UInt32 { load(MemoryLayout<watch_control>.offset(of: \.reports)!) }

  /// How many tasks there are: the watched program may write any number there.
  var taskCount: Int { min(Int(load(MemoryLayout<watch_control>.offset(of: \.tasks)!)), Int(WATCH_TASKS)) }
  var objectCount: Int { min(Int(load(MemoryLayout<watch_control>.offset(of: \.objects)!)), Int(WATCH_OBJECTS)) }

  func task(_ index: Int) -> TaskWords { TaskWords(base + Self.tasks + index * MemoryLayout<watch_task>.stride) }

  func object(_ index: Int) -> SharedObject? {
    guard index >= 0, index < objectCount else { return nil }
    return SharedObject(
      (base + Self.objects + index * MemoryLayout<watch_object>.stride)
        .assumingMemoryBound(to: watch_object.self).pointee)
  }

  /// Waits until a task reports, for at most this long.
  func wait(while reports: UInt32, nanoseconds: Int) {
    watch_wait(word(at: MemoryLayout<watch_control>.offset(of: \.reports)!), reports, nanoseconds)
  }
}

/// Something that the program shares or leaves behind.
struct SharedObject {
  var kind: UInt32
  var isRemoved: Bool
  var id: Int32
  var size: Int
  var mappedAt: UInt64
  var mappedBy: Int
  /// As the program calls it.
  var name: String
  /// As the system calls it.
  var path: String

  init(_ object: watch_object) {
    (kind, isRemoved, id) = (object.kind, object.removed != 0, object.id)
    size = Int(clamping: object.size)
    (mappedAt, mappedBy) = (object.mapped_at, Int(object.mapped_by))
    name = text(object.name)
    path = text(object.path)
  }

  /// What it is, in words: "the shared memory /prodcons".
  var words: String {
    switch kind {
    case UInt32(WATCH_POSIX.rawValue): "the shared memory \(name)"
    case UInt32(WATCH_SYSTEMV.rawValue): "the System V segment \(id)"
    case UInt32(WATCH_ANONYMOUS.rawValue): "anonymous shared memory"
    case UInt32(WATCH_FILE.rawValue): "the file \(name)"
    case UInt32(WATCH_SEMAPHORE.rawValue): "the semaphore \(name)"
    case UInt32(WATCH_SEMAPHORES.rawValue): "the System V semaphore set \(id)"
    case UInt32(WATCH_QUEUE.rawValue): "the System V message queue \(id)"
    case UInt32(WATCH_POSIX_QUEUE.rawValue): "the message queue \(name)"
    default: "an unknown object"
    }
  }
}

/// The record of a task: a process or a thread. Only the task writes most of it; it may write anything.
struct TaskWords {
  private let pointer: UnsafeMutablePointer<watch_task>

  init(_ base: UnsafeMutableRawPointer) { pointer = base.assumingMemoryBound(to: watch_task.self) }

  private func word(_ field: PartialKeyPath<watch_task>) -> UnsafeMutablePointer<UInt32> {
    (UnsafeMutableRawPointer(pointer) + MemoryLayout<watch_task>.offset(of: field)!)
      .assumingMemoryBound(to: UInt32.self)
  }

  var state: UInt32 { watch_load(word(\watch_task.state)) }
  var granted: UInt32 { watch_load(word(\watch_task.granted)) }
  var passed: UInt32 { watch_load(word(\watch_task.passed)) }
  var retry: UInt32 { watch_load(word(\watch_task.retry)) }
  var retried: UInt32 { watch_load(word(\watch_task.retried)) }
  /// A copy of the rest.
  var contents: watch_task { pointer.pointee }

  func wake() { watch_ring(word(\watch_task.futex)) }

  func grant() {
    watch_store(word(\watch_task.granted), granted &+ 1)
    wake()
  }

  func tryAgain() {
    watch_store(word(\watch_task.retry), retry &+ 1)
    wake()
  }

  func markEnded(status: Int32) {
    pointer.pointee.status = status
    watch_store(word(\watch_task.state), UInt32(WATCH_ENDED.rawValue))
  }
}

/// The text in a fixed array of characters, up to its zero byte or its end.
func text<Characters>(_ characters: Characters) -> String {
  withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}
