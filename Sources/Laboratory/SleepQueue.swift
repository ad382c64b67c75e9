import Model

/// Who sleeps on what, in the order in which they fell asleep: the kernel wakes who came first, first. The kernel tells
/// nobody that order.
struct SleepQueue {
  struct Sleeper {
    /// Nil for a process that was killed in its sleep on a condition, which goes on counting it.
    var id: WorkerID?
    var variable: SharedVariable
  }

  private(set) var sleepers: [Sleeper] = []

  var isEmpty: Bool { sleepers.isEmpty }

  /// Notes that a process sleeps on a variable. One that was woken from a condition, and sleeps on the mutex now, is the
  /// last of those who do.
  mutating func add(_ id: WorkerID, on variable: SharedVariable) {
    if sleepers.contains(where: { $0.id == id && $0.variable == variable }) { return }
    remove(id)
    sleepers.append(Sleeper(id: id, variable: variable))
  }

  /// Notes that a process is awake.
  mutating func remove(_ id: WorkerID) { sleepers.removeAll { $0.id == id } }

  /// Notes that a process has ended.
  /// - Parameter isCounted: whether a variable counts who sleeps on it.
  mutating func bury(_ id: WorkerID, isCounted: (SharedVariable) -> Bool) {
    guard let index = sleepers.firstIndex(where: { $0.id == id }) else { return }
    if isCounted(sleepers[index].variable) { sleepers[index].id = nil } else { sleepers.remove(at: index) }
  }

  mutating func removeAll() { sleepers = [] }

  /// Who sleeps on a variable, the first to be woken first.
  func sleepers(on variable: SharedVariable) -> [WorkerID?] {
    sleepers.filter { $0.variable == variable }.map(\.id)
  }
}
