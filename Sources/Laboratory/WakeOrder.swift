import Glibc
import Model
import Programs
import SharedMemory

/// A repair after a death wakes all sleepers of a condition at once, and each of them then tries to acquire the
/// mutex; the unlock of a read-write lock wakes all its sleepers. The scheduler would decide which is first, and a
/// replay of the same moves could go differently. So Ringside decides the order.
extension Experiment {
  /// The workers that an operation wakes together.
  func wakeOrder(of operation: Operation?) -> [WorkerID] {
    guard let operation, isRepair(operation) || unlocksForSeveral(operation) else { return [] }
    let sleepers = variablesWoken(by: operation).flatMap(sleepers)
    return sleepers.count > 1 ? sleepers.sorted() : []
  }

  /// The variables on which an operation can wake processes, including the conditions that a repair wakes.
  func variablesWoken(by operation: Operation) -> [SharedVariable] {
    guard isRepair(operation) else { return operation.wakes }
    return region.discipline.synchronizers.filter { $0.kind == .condition }.map(\.variable)
  }

  private func isRepair(_ operation: Operation) -> Bool { operation.kind == .update && operation.variable == .mutex }

  private func unlocksForSeveral(_ operation: Operation) -> Bool {
    operation.kind == .post && region.discipline.synchronizer(operation.variable)?.kind == .readWriteLock
  }

  /// Stops sleeping processes: SIGSTOP. They sleep on, and a wake-up takes effect only when they are released.
  func hold(_ wakeOrder: [WorkerID]) {
    guard !wakeOrder.isEmpty else { return }
    wakeOrder.forEach { members[$0]?.process.signal(SIGSTOP) }
    wait { wakeOrder.allSatisfy { isStopped($0) || members[$0]?.process.isRunning != true } }
  }

  /// Lets them continue, one after the other: SIGCONT.
  func release(_ wakeOrder: [WorkerID]) {
    for id in wakeOrder {
      members[id]?.process.signal(SIGCONT)
      wait { !isStopped(id) && isQuiet(id) }
    }
  }
}
