import CWatch
import DebugInformation

/// A task as its record shows it.
public struct TaskView: Sendable {
  public enum State: Sendable, Hashable {
    case starting, running, parked, blocked
    /// It waits in a system call that Ringside does not know.
    case outside
    case ended
  }

  public var name: TaskName
  public var pid: Int32
  public var state: State
  public var operation: Operation
  /// The index of the shared object that it is about to touch; nil for none, or private memory.
  public var object: Int?
  /// In the object.
  public var offset: Int
  public var size: Int
  /// The offset of a condition variable's mutex.
  public var second: Int
  /// An argument: the change of semop.
  public var value: Int64
  /// Return addresses, the innermost first.
  public var frames: [UInt64]
  public var status: Int32
  /// The path of its executable.
  public var program: String
  /// Its place among all that ever fell asleep.
  public var order: UInt64

  /// What a task does to shared memory or to other tasks.
  public enum Operation: UInt32, Sendable, Hashable, CaseIterable {
    case nothing, load, store, update, readRange, writeRange
    case semaphoreInit, semaphoreWait, semaphorePost, semaphoreOther
    case mutexInit, mutexLock, mutexUnlock
    case conditionWait, conditionSignal, conditionBroadcast
    case readLock, writeLock, readWriteUnlock
    case barrierWait, spinLock, spinUnlock
    case semop, messageSend, messageReceive, pipeRead, pipeWrite
    case fork, thread, wait, exit, sleep, yield, map

    /// Its name in a trace.
    public var word: String {
      switch self {
      case .nothing: "nothing"
      case .load: "load"
      case .store: "store"
      case .update: "update"
      case .readRange: "read"
      case .writeRange: "write"
      case .semaphoreInit: "sem_init"
      case .semaphoreWait: "sem_wait"
      case .semaphorePost: "sem_post"
      case .semaphoreOther: "sem_trywait"
      case .mutexInit: "mutex_init"
      case .mutexLock: "mutex_lock"
      case .mutexUnlock: "mutex_unlock"
      case .conditionWait: "cond_wait"
      case .conditionSignal: "cond_signal"
      case .conditionBroadcast: "cond_broadcast"
      case .readLock: "rdlock"
      case .writeLock: "wrlock"
      case .readWriteUnlock: "rwlock_unlock"
      case .barrierWait: "barrier_wait"
      case .spinLock: "spin_lock"
      case .spinUnlock: "spin_unlock"
      case .semop: "semop"
      case .messageSend: "msgsnd"
      case .messageReceive: "msgrcv"
      case .pipeRead: "read"
      case .pipeWrite: "write"
      case .fork: "fork"
      case .thread: "pthread_create"
      case .wait: "wait"
      case .exit: "exit"
      case .sleep: "sleep"
      case .yield: "sched_yield"
      case .map: "mmap"
      }
    }

    /// Whether it touches bytes of its object.
    var isAccess: Bool {
      switch self {
      case .load, .store, .update, .readRange, .writeRange: true
      default: false
      }
    }
  }

  init(_ contents: watch_task, name: TaskName) {
    self.name = name
    pid = contents.pid
    state =
      switch contents.state {
      case UInt32(WATCH_PARKED.rawValue): .parked
      case UInt32(WATCH_BLOCKED.rawValue): .blocked
      case UInt32(WATCH_ENDED.rawValue): .ended
      case UInt32(WATCH_STARTING.rawValue): .starting
      default: .running
      }
    operation = Operation(rawValue: contents.operation) ?? .nothing
    object = contents.object == 0 ? nil : Int(contents.object) - 1
    offset = Int(clamping: contents.offset)
    size = Int(min(contents.size, 1 << 20))
    second = Int(clamping: contents.second)
    value = Int64(bitPattern: contents.value)
    let count = Int(min(contents.frame_count, UInt32(WATCH_FRAMES)))
    frames = withUnsafeBytes(of: contents.frames) { Array($0.bindMemory(to: UInt64.self).prefix(count)) }
    status = contents.status
    program = text(contents.program)
    order = contents.order
  }
}
