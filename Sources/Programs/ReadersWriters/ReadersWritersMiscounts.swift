import Model

extension Program {
  /// Whether `wrt` says what it should: 0 while a writer or readers have it, else 1. A count that a process took with it
  /// when it died is missing for ever; readers that were not counted post it too often, or never.
  static func readersWritersMiscounts(_ snapshot: Snapshot) -> [Miscount] {
    guard snapshot.discipline.consults(.wrt), let view = snapshot.synchronizer(.wrt) else { return [] }
    let expected = snapshot.workers.contains { holdsWrt($0, snapshot.discipline.listing) } ? 0 : 1
    return view.value == expected ? [] : [Miscount(variable: .wrt, value: view.value, expected: expected)]
  }

  /// Whether a process stands behind the wait for `wrt` and before its post. Of a reader the others of its role have it as
  /// well.
  private static func holdsWrt(_ worker: WorkerView, _ listing: Listing) -> Bool {
    guard let operation = worker.operation else { return false }
    switch worker.state {
    case .parked, .blocked: break
    default: return false
    }
    let operations = listing.operations(of: worker.id.role)
    guard let wait = operations.firstIndex(where: { $0.kind == .wait && $0.variable == .wrt }),
      let post = operations.firstIndex(where: { $0.kind == .post && $0.variable == .wrt })
    else { return false }
    return (wait + 1...post).contains(operation)
  }
}
