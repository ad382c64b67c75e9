import CWatch
import DebugInformation

/// A task as its record shows it.
public struct TaskView: Sendable {
  public enum State: Sendable, Hashable {
    case starting, running, parked, blocked
    /// It is where Ringside does not see it, for this reason.
    case outside(Elsewhere)
    case ended
  }

  public var name: TaskName
  public var pid: Int32
  public var tid: Int32
  /// Whether it is not the first thread of its process.
  public var isThread: Bool
  /// Whether another task made it; a program that Ringside has started has none.
  public var hasParent: Bool
  public var state: State
  public var operation: Operation
  /// The index of the shared object that it is about to touch; nil for none, or private memory.
  public var object: Int?
  /// The object of the second place.
  public var secondObject: Int?
  /// In the object.
  public var offset: Int
  public var size: Int
  /// The offset of a condition variable's mutex, or of what is copied.
  public var second: Int
  /// An argument: the change of semop, the process of kill and wait.
  public var value: Int64
  /// The changes of a semop: the numbers of semaphores, and by how much.
  public var changes: [Change]
  /// Return addresses, the innermost first.
  public var frames: [UInt64]
  /// The frame pointers of these functions.
  public var framePointers: [UInt64]
  /// The address at which its program is loaded.
  public var base: UInt64
  public var status: Int32
  /// The path of its executable.
  public var program: String
  /// Its place among all that ever fell asleep.
  public var order: UInt64
  /// When its sleep or its wait is over, in virtual nanoseconds; nil for never.
  public var deadline: UInt64?
  /// When its SIGALRM is due.
  public var alarm: UInt64?

  public struct Change: Sendable, Hashable {
    public var number: Int
    public var change: Int
  }

  /// Whether it can make a step: a wait with a time can always come to its end.
  public var canMove: Bool { state == .parked || (state == .blocked && deadline != nil) || isPausedForAlarm }

  /// Whether it waits for its own alarm.
  var isPausedForAlarm: Bool { state == .blocked && operation == .pause && alarm != nil }

  /// When its sleep or its wait ends by itself, in virtual nanoseconds; nil for never.
  public var wakingTime: UInt64? {
    if isPausedForAlarm { return alarm }
    return operation == .sleep || state == .blocked ? deadline : nil
  }

  /// An operation of a task on shared memory or on other tasks, in the order of `enum watch_operation`.
  public enum Operation: UInt32, Sendable, Hashable, CaseIterable {
    case nothing, begin, load, store, update, readRange, writeRange, copy
    case semaphoreInit, semaphoreWait, semaphoreTryWait, semaphoreTimedWait, semaphorePost, semaphoreGetValue
    case semaphoreDestroy
    case mutexInit, mutexLock, mutexTryLock, mutexTimedLock, mutexUnlock, mutexDestroy
    case conditionInit, conditionWait, conditionTimedWait, conditionSignal, conditionBroadcast
    case readWriteInit, readLock, writeLock, readWriteTry, readWriteUnlock
    case barrierInit, barrierWait
    case spinInit, spinLock, spinTryLock, spinUnlock
    case semop, semtimedop, semctl, messageSend, messageReceive, queueSend, queueReceive, pipeRead, pipeWrite
    case fork, spawn, exec, thread, join, wait, kill, pause, sleep, yield, detach, remove

    /// Its name in a trace.
    public var word: String {
      switch self {
      case .nothing: "nothing"
      case .begin: "begin"
      case .load: "load"
      case .store: "store"
      case .update: "update"
      case .readRange: "read"
      case .writeRange: "write"
      case .copy: "copy"
      case .semaphoreInit: "sem_init"
      case .semaphoreWait: "sem_wait"
      case .semaphoreTryWait: "sem_trywait"
      case .semaphoreTimedWait: "sem_timedwait"
      case .semaphorePost: "sem_post"
      case .semaphoreGetValue: "sem_getvalue"
      case .semaphoreDestroy: "sem_destroy"
      case .mutexInit: "mutex_init"
      case .mutexLock: "mutex_lock"
      case .mutexTryLock: "mutex_trylock"
      case .mutexTimedLock: "mutex_timedlock"
      case .mutexUnlock: "mutex_unlock"
      case .mutexDestroy: "mutex_destroy"
      case .conditionInit: "cond_init"
      case .conditionWait: "cond_wait"
      case .conditionTimedWait: "cond_timedwait"
      case .conditionSignal: "cond_signal"
      case .conditionBroadcast: "cond_broadcast"
      case .readWriteInit: "rwlock_init"
      case .readLock: "rdlock"
      case .writeLock: "wrlock"
      case .readWriteTry: "rwlock_try"
      case .readWriteUnlock: "rwlock_unlock"
      case .barrierInit: "barrier_init"
      case .barrierWait: "barrier_wait"
      case .spinInit: "spin_init"
      case .spinLock: "spin_lock"
      case .spinTryLock: "spin_trylock"
      case .spinUnlock: "spin_unlock"
      case .semop: "semop"
      case .semtimedop: "semtimedop"
      case .semctl: "semctl"
      case .messageSend: "msgsnd"
      case .messageReceive: "msgrcv"
      case .queueSend: "mq_send"
      case .queueReceive: "mq_receive"
      case .pipeRead: "read"
      case .pipeWrite: "write"
      case .fork: "fork"
      case .spawn: "posix_spawn"
      case .exec: "exec"
      case .thread: "pthread_create"
      case .join: "pthread_join"
      case .wait: "wait"
      case .kill: "kill"
      case .pause: "pause"
      case .sleep: "sleep"
      case .yield: "sched_yield"
      case .detach: "shmdt"
      case .remove: "remove"
      }
    }

    /// Whether it touches bytes of its object.
    public var isAccess: Bool {
      switch self {
      case .load, .store, .update, .readRange, .writeRange, .copy: true
      default: false
      }
    }

    /// Whether it takes something that another may wait for: a semaphore, a lock.
    var isTaking: Bool {
      switch self {
      case .semaphoreWait, .semaphoreTimedWait, .mutexLock, .mutexTimedLock, .readLock, .writeLock, .spinLock: true
      default: false
      }
    }

    var isOfSemaphore: Bool {
      switch self {
      case .semaphoreInit, .semaphoreWait, .semaphorePost, .semaphoreTryWait, .semaphoreTimedWait, .semaphoreGetValue:
        true
      default: false
      }
    }

    /// Whether it gives back what another may wait for.
    var isGiving: Bool {
      switch self {
      case .semaphorePost, .mutexUnlock, .readWriteUnlock, .spinUnlock, .conditionSignal, .conditionBroadcast: true
      default: false
      }
    }
  }

  init(_ contents: watch_task, name: TaskName, program: String) {
    self.name = name
    (pid, tid, isThread, hasParent) = (contents.pid, contents.tid, contents.thread != 0, contents.parent != 0)
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
    secondObject = contents.second_object == 0 ? nil : Int(contents.second_object) - 1
    offset = Int(clamping: min(contents.offset, 1 << 62))
    size = Int(min(contents.size, 1 << 20))
    second = Int(clamping: min(contents.second, 1 << 62))
    value = Int64(bitPattern: contents.value)
    let changeCount =
      [.semop, .semtimedop].contains(operation) ? Int(min(contents.change_count, UInt32(WATCH_CHANGES))) : 0
    let numbers16 = withUnsafeBytes(of: contents.change_of) { Array($0.bindMemory(to: UInt16.self)) }
    let changes16 = withUnsafeBytes(of: contents.change_by) { Array($0.bindMemory(to: Int16.self)) }
    changes = (0..<changeCount).map { Change(number: Int(numbers16[$0]), change: Int(changes16[$0])) }
    let count = min(contents.frame_count, UInt32(WATCH_FRAMES))
    frames = numbers(contents.frames, count: count)
    framePointers = numbers(contents.frame_at, count: count)
    base = contents.base
    status = contents.status
    self.program = program
    order = contents.order
    deadline = contents.deadline == 0 ? nil : contents.deadline
    alarm = contents.alarm == 0 ? nil : contents.alarm
  }
}
