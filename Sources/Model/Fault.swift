/// A kind of bug that a state can show.
public enum Fault: String, Sendable, Hashable, CaseIterable, Codable {
  /// An item was overwritten before anyone took it.
  case lost
  /// An item was taken twice.
  case duplicated
  /// Words of different items or texts were taken as one.
  case torn
  /// An item was taken that nobody had produced.
  case phantom
  /// A sum differs from the number of additions.
  case sum
  /// A process entered the critical section while another was inside.
  case overlap
  /// A semaphore or a count no longer agrees with what it counts.
  case count
  /// A signal that Ringside did not send ended a process.
  case crash
  /// Nobody can move any more, and some process waits.
  case deadlock
  /// A process sleeps for ever, and another can still move.
  case sleeper

  /// In a sentence: "a lost item".
  public var title: String {
    switch self {
    case .lost: "a lost item"
    case .duplicated: "an item taken twice"
    case .torn: "a torn item"
    case .phantom: "an item out of nowhere"
    case .sum: "a wrong sum"
    case .overlap: "two processes inside together"
    case .count: "a wrong count"
    case .crash: "a crash"
    case .deadlock: "a deadlock"
    case .sleeper: "an endless sleep"
    }
  }

  /// Whether it is that some process waits for ever; otherwise a value is wrong, or a process is gone.
  public var isEndlessWait: Bool { self == .deadlock || self == .sleeper }
}

extension Outcome {
  /// The faults that the verdict rests on.
  /// - Parameter snapshot: the state that was judged.
  public func faults(in snapshot: Snapshot) -> Set<Fault> {
    var faults = snapshot.discipline.program.ledger.faults(of: snapshot.ledger)
    if !snapshot.keepsLedger { faults = [] }
    if !miscounts.isEmpty { faults.insert(.count) }
    if troubles.contains(where: { $0.kind == .crashed }) { faults.insert(.crash) }
    if !waits.isEmpty { faults.insert(snapshot.isStuck ? .deadlock : .sleeper) }
    return faults
  }
}

extension RunReport {
  /// The faults of a run that ended by itself. A wait without end is both a deadlock and an endless sleep.
  public var faults: Set<Fault> {
    var faults = setup.keepsLedger ? setup.program.ledger.faults(of: ledger) : []
    if !outcome.miscounts.isEmpty { faults.insert(.count) }
    if outcome.troubles.contains(where: { $0.kind == .crashed }) { faults.insert(.crash) }
    return outcome.waits.isEmpty ? faults : faults.union([.deadlock, .sleeper])
  }
}

extension LedgerRules {
  /// The faults in a ledger.
  func faults(of counts: LedgerCounts) -> Set<Fault> {
    var faults: Set<Fault> = []
    if counts.lost > 0 { faults.insert(isSum ? .sum : .lost) }
    if counts.phantom > 0 { faults.insert(isSum ? .sum : .phantom) }
    if counts.duplicated > 0 { faults.insert(.duplicated) }
    if counts.torn > 0 { faults.insert(.torn) }
    if counts.overlaps > 0 { faults.insert(.overlap) }
    if balances && !counts.balances { faults.insert(.count) }
    return faults
  }
}
