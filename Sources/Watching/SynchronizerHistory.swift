/// Which tasks have taken and given back each semaphore or lock: it says who can end a wait.
struct SynchronizerHistory {
  /// An object that tasks wait on.
  struct Key: Hashable {
    var object: Int?
    var offset: Int
    /// In private memory, the process.
    var process: Int32

    init(object: Int, offset: Int) { (self.object, self.offset, process) = (object, offset, 0) }

    init(_ task: TaskView) {
      (object, offset, process) = (task.object, task.offset, task.object == nil ? task.pid : 0)
    }
  }

  private struct Record {
    /// How often each task has taken it and not given it back, and where it took it last.
    var holders: [TaskName: (count: Int, line: Int?)] = [:]
    var givers: Set<TaskName> = []
    /// The largest value of a semaphore.
    var highest = 0
  }

  private var records: [Key: Record] = [:]

  mutating func noteTaken(_ key: Key, by task: TaskName, line: Int?) {
    let count = records[key]?.holders[task]?.count ?? 0
    records[key, default: Record()].holders[task] = (count + 1, line)
  }

  mutating func noteGiven(_ key: Key, by task: TaskName) {
    records[key, default: Record()].givers.insert(task)
    guard let held = records[key]?.holders[task] else { return }
    records[key]?.holders[task] = held.count > 1 ? (held.count - 1, held.line) : nil
  }

  /// Notes that a task has let go of it for a while: pthread_cond_wait(3).
  mutating func noteReleased(_ key: Key, by task: TaskName) { records[key]?.holders[task] = nil }

  mutating func noteValues(_ key: Key, _ values: [Int]) {
    records[key, default: Record()].highest = max(records[key]?.highest ?? 0, values.max() ?? 0)
  }

  /// Whether it has counted more than one thing, as a lock never does.
  func isCounting(_ key: Key) -> Bool { records[key]?.highest ?? 0 > 1 }

  /// The tasks that have it, and the lines where they took it.
  func holders(_ key: Key) -> [TaskName: Int?] { records[key]?.holders.mapValues(\.line) ?? [:] }
  func givers(_ key: Key) -> Set<TaskName> { records[key]?.givers ?? [] }
}
