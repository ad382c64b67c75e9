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

  /// The tasks that have it, and the lines where they took it.
  func holders(_ key: Key) -> [TaskName: Int?] { records[key]?.holders.mapValues(\.line) ?? [:] }
  func givers(_ key: Key) -> Set<TaskName> { records[key]?.givers ?? [] }
}
