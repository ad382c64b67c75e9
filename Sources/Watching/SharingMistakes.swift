import DebugInformation

/// Synchronization objects that several processes use although they were made for the threads of one: their wake-ups
/// stay within a process, so that another may sleep for ever. Here the gates wake everybody, and hide it.
struct SharingMistakes {
  private var users: [SynchronizerHistory.Key: Set<TaskName>] = [:]
  private var told: Set<SynchronizerHistory.Key> = []
  /// In sentences.
  private(set) var sentences: [String] = []

  /// Notes that a task has used what is at its place in an object.
  mutating func note(_ task: TaskView, in object: SharedObjectView, _ name: String) {
    guard object.isMemory, let kind = Self.kind(task.operation) else { return }
    let key = SynchronizerHistory.Key(task)
    users[key, default: []].insert(TaskName(process: task.name.process))
    guard users[key]?.count ?? 0 > 1, !told.contains(key), isPrivate(kind, object, at: task.offset) else { return }
    told.insert(key)
    let processes = (users[key] ?? []).sorted().map(\.description)
    sentences.append(
      "\(name) was made for the threads of one process, and \(processes.listed()) use it: natively one of them may "
        + "sleep for ever; \(Self.advice(kind))")
  }

  private static func kind(_ operation: TaskView.Operation) -> ValueType.Synchronizer? {
    switch operation {
    case .semaphoreWait, .semaphorePost, .semaphoreTryWait, .semaphoreTimedWait: .semaphore
    case .mutexLock, .mutexUnlock, .mutexTryLock, .mutexTimedLock: .mutex
    case .conditionWait, .conditionSignal, .conditionBroadcast, .conditionTimedWait: .condition
    default: nil
    }
  }

  /// As glibc keeps it: the futex flag of a semaphore, a bit of a mutex's kind, a bit of a condition's references.
  private func isPrivate(_ kind: ValueType.Synchronizer, _ object: SharedObjectView, at offset: Int) -> Bool {
    let (place, shared): (Int, UInt8) =
      switch kind {
      case .semaphore: (8, 0x80)
      case .mutex: (16, 0x80)
      default: (36, 1)
      }
    return object.bytes(at: offset + place, count: 1).map { $0[0] & shared == 0 } ?? false
  }

  private static func advice(_ kind: ValueType.Synchronizer) -> String {
    kind == .semaphore ? "sem_init needs pshared 1" : "its attributes need PTHREAD_PROCESS_SHARED"
  }
}
