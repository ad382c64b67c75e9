extension TaskView {
  /// Whether a task waits for the same thing: in private memory, only in the same process.
  private func isAtSamePlace(_ sleeper: TaskView) -> Bool {
    sleeper.object == object && sleeper.offset == offset && (object != nil || sleeper.pid == pid)
  }

  /// Whether the operation that this task has just done may end the wait of another task. A signal may free one of
  /// those for which this is so, everything else all of them.
  func mayFree(_ sleeper: TaskView) -> Bool {
    let wanted = sleeper.operation
    switch operation {
    case .semaphorePost, .semaphoreInit:
      return [.semaphoreWait, .semaphoreTimedWait].contains(wanted) && isAtSamePlace(sleeper)
    case .mutexUnlock, .mutexInit: return [.mutexLock, .mutexTimedLock].contains(wanted) && isAtSamePlace(sleeper)
    case .conditionWait, .conditionTimedWait:
      let isSame = sleeper.offset == second && sleeper.object == secondObject
      return [.mutexLock, .mutexTimedLock].contains(wanted) && isSame && (secondObject != nil || sleeper.pid == pid)
    case .conditionSignal, .conditionBroadcast:
      return [.conditionWait, .conditionTimedWait].contains(wanted) && isAtSamePlace(sleeper)
    case .readWriteUnlock, .readWriteInit: return [.readLock, .writeLock].contains(wanted) && isAtSamePlace(sleeper)
    case .spinUnlock, .spinInit: return wanted == .spinLock && isAtSamePlace(sleeper)
    case .barrierWait: return wanted == .barrierWait && isAtSamePlace(sleeper)
    case .pipeRead: return wanted == .pipeWrite
    case .pipeWrite: return wanted == .pipeRead
    case .queueSend: return wanted == .queueReceive
    case .queueReceive: return wanted == .queueSend
    case .semop, .semtimedop, .semctl: return [.semop, .semtimedop].contains(wanted) && sleeper.object == object
    case .messageSend, .messageReceive:
      return [.messageSend, .messageReceive].contains(wanted) && sleeper.object == object
    // It may have cleared, or written, what a lock consists of.
    case .writeRange, .copy, .store: return object != nil && sleeper.object == object && touches(sleeper.offset)
    default: return false
    }
  }

  private func touches(_ place: Int) -> Bool { offset <= place && place < offset + max(1, size) }

  /// Whether it wakes one sleeper at the most.
  var wakesOne: Bool { operation == .conditionSignal }
}
