import CWatch
import Glibc

/// The control region through which Ringside and a watched program speak: `watch.h`. It owns the memory and its name.
final class ControlRegion {
  let base: UnsafeMutableRawPointer
  /// Its path, by which the watched program finds it.
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
  init(_ origin: ObjectOrigin, _ options: WatchOptions) throws(WatchError) {
    let run = origin.run
    self.run = run
    path = WatchRemnants.path(of: run)
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
    header.pointee.key_base = origin.keyBase
    header.pointee.controller = getpid()
    header.pointee.options =
      (options.usesRealNames ? UInt32(WATCH_REAL_NAMES.rawValue) : 0)
      | (options.stopsAtEveryAccess ? UInt32(WATCH_EVERY_ACCESS.rawValue) : 0)
    if let library = options.library {
      withUnsafeMutableBytes(of: &header.pointee.preload) { $0.copyBytes(from: library.utf8.prefix($0.count - 1)) }
    }
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

  /// Whether accesses pass without a gate.
  var isFree: Bool {
    get { load(MemoryLayout<watch_control>.offset(of: \.is_free)!) != 0 }
    set { watch_store(word(at: MemoryLayout<watch_control>.offset(of: \.is_free)!), newValue ? 1 : 0) }
  }

  /// Whether its header is as Ringside made it: the program may have written over it.
  var isIntact: Bool {
    let header = base.assumingMemoryBound(to: watch_control.self)
    return header.pointee.magic == WATCH_MAGIC && header.pointee.version == WATCH_VERSION
      && header.pointee.size == UInt64(Self.size) && header.pointee.run == run
      && header.pointee.controller == getpid()
  }

  var refused: Int { Int(load(MemoryLayout<watch_control>.offset(of: \.refused)!)) }

  /// Virtual time since the start, in nanoseconds.
  var now: UInt64 { base.assumingMemoryBound(to: watch_control.self).pointee.now }

  /// Moves virtual time on to an alarm of a task, which is sent by then.
  func ring(alarm: UInt64, of index: Int) {
    let header = base.assumingMemoryBound(to: watch_control.self)
    header.pointee.now = max(header.pointee.now, alarm)
    let task = task(index).pointer
    task.pointee.alarm = task.pointee.interval == 0 ? 0 : header.pointee.now &+ task.pointee.interval
  }

  func task(_ index: Int) -> TaskWords { TaskWords(base + Self.tasks + index * MemoryLayout<watch_task>.stride) }

  func object(_ index: Int) -> watch_object? {
    guard index >= 0, index < objectCount else { return nil }
    return (base + Self.objects + index * MemoryLayout<watch_object>.stride)
      .assumingMemoryBound(to: watch_object.self).pointee
  }

  /// Waits until a task reports, for at most this long.
  func wait(while reports: UInt32, nanoseconds: Int) {
    watch_wait(word(at: MemoryLayout<watch_control>.offset(of: \.reports)!), reports, nanoseconds)
  }
}
