import Grid
import Model

extension Narrator {
  func loadedCounter(_ id: WorkerID, _ register: UInt64?) -> String {
    guard let register else { return "\(id) read the counter." }
    let others = now.workers.filter {
      $0.id != id && $0.isAlive && $0.index != nil && now.operation(of: $0)?.kind != .load && $0.state != .running
    }
    guard let first = others.first(where: { $0.index == register || $0.index == register &+ 1 }),
      now.discipline.exclusion == nil
    else { return "\(id) copied the counter into a register of its own: \(grouped(register))." }
    return "\(id) copied the counter, \(grouped(register)), before \(first.id) stored its sum: "
      + "both will store the same number."
  }

  /// - Parameter isAlone: as for an index.
  func storedCounter(_ id: WorkerID, isAlone: Bool) -> String {
    guard isAlone, let old = before?.counterValue else { return "\(id) stored its sum: \(grouped(now.counterValue))." }
    if now.counterValue > old {
      return "\(id) stored its sum: the counter went from \(grouped(old)) to \(grouped(now.counterValue))."
    }
    return now.counterValue == old
      ? "\(id) stored \(grouped(now.counterValue)), the value that was there already: one addition is lost."
      : "\(id) stored \(grouped(now.counterValue)) over \(grouped(old)): what others had added is lost."
  }
}
