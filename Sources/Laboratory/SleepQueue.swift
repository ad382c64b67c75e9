import Model

/// The sleepers of each variable, in the order in which they fell asleep. The kernel wakes them in that order, but
/// reports it to nobody.
struct SleepQueue {
  struct Sleeper {
    /// Nil for a process that was killed while it slept on a condition, which still counts it.
    var id: WorkerID?
    var variable: SharedVariable
  }

  private(set) var sleepers: [Sleeper] = []

  var isEmpty: Bool { sleepers.isEmpty }

  /// Records that a process sleeps on a variable. A process that was woken from a condition and now sleeps on the
  /// mutex is the last of the mutex's sleepers.
  mutating func add(_ id: WorkerID, on variable: SharedVariable) {
    if sleepers.contains(where: { $0.id == id && $0.variable == variable }) { return }
    remove(id)
    sleepers.append(Sleeper(id: id, variable: variable))
  }

  /// Records that a process is awake.
  mutating func remove(_ id: WorkerID) { sleepers.removeAll { $0.id == id } }

  /// Records that a process has ended.
  /// - Parameter isCounted: whether a variable counts its sleepers.
  mutating func bury(_ id: WorkerID, isCounted: (SharedVariable) -> Bool) {
    guard let index = sleepers.firstIndex(where: { $0.id == id }) else { return }
    if isCounted(sleepers[index].variable) { sleepers[index].id = nil } else { sleepers.remove(at: index) }
  }

  mutating func removeAll() { sleepers = [] }

  /// The sleepers of a variable, in the order in which they will be woken.
  func sleepers(on variable: SharedVariable) -> [WorkerID?] {
    sleepers.filter { $0.variable == variable }.map(\.id)
  }
}
