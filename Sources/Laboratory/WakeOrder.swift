import Glibc
import Model
import Programs
import SharedMemory

/// A repair after a death wakes all who sleep on a condition at once, and each then wants the mutex. Who comes to it first
/// would be up to the scheduler, and another one each time that the same moves are made.
extension Experiment {
  /// Who is woken by an operation together with others.
  func wakeOrder(of operation: Operation?) -> [WorkerID] {
    guard let operation, isRepair(operation) else { return [] }
    let sleepers = variablesWoken(by: operation).flatMap(sleepers)
    return sleepers.count > 1 ? sleepers.sorted() : []
  }

  /// The variables on which an operation can wake processes, the conditions that a repair wakes included.
  func variablesWoken(by operation: Operation) -> [SharedVariable] {
    guard isRepair(operation) else { return operation.wakes }
    return region.discipline.synchronizers.filter { $0.kind == .condition }.map(\.variable)
  }

  private func isRepair(_ operation: Operation) -> Bool { operation.kind == .update && operation.variable == .mutex }

  /// Stops processes in their sleep: SIGSTOP. They sleep on if nobody wakes them until they are let go.
  func hold(_ wakeOrder: [WorkerID]) {
    guard !wakeOrder.isEmpty else { return }
    wakeOrder.forEach { members[$0]?.process.signal(SIGSTOP) }
    wait { wakeOrder.allSatisfy { isStopped($0) || members[$0]?.process.isRunning != true } }
  }

  /// Lets them go on, one after the other: SIGCONT.
  func release(_ wakeOrder: [WorkerID]) {
    for id in wakeOrder {
      members[id]?.process.signal(SIGCONT)
      wait { !isStopped(id) && isQuiet(id) }
    }
  }
}
