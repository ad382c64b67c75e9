extension TaskView {
  /// Whether the operation that this task has just done may end the wait of another task. A signal may free one of
  /// those for which this is so, everything else all of them.
  func mayFree(_ sleeper: TaskView) -> Bool {
    let isAtSamePlace = sleeper.object == object && sleeper.offset == offset
    switch operation {
    case .semaphorePost: return sleeper.operation == .semaphoreWait && isAtSamePlace
    case .mutexUnlock: return sleeper.operation == .mutexLock && isAtSamePlace
    case .conditionWait: return sleeper.operation == .mutexLock && sleeper.offset == second
    case .conditionSignal, .conditionBroadcast: return sleeper.operation == .conditionWait && isAtSamePlace
    case .readWriteUnlock: return [.readLock, .writeLock].contains(sleeper.operation) && isAtSamePlace
    case .spinUnlock: return sleeper.operation == .spinLock && isAtSamePlace
    case .pipeRead: return sleeper.operation == .pipeWrite && sleeper.offset == offset
    case .pipeWrite: return sleeper.operation == .pipeRead && sleeper.offset == offset
    case .semop, .messageSend, .messageReceive:
      return [.semop, .messageSend, .messageReceive].contains(sleeper.operation) && sleeper.object == object
    default: return false
    }
  }
}
