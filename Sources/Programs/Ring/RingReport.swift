import Model

/// The report's sentences for the bounded buffer.
enum RingReport {
  static func law(_ totals: LedgerRules.Totals) -> String {
    let counts = totals.counts
    guard totals.setup.keepsLedger else { return "produced \(counts.produced), taken \(counts.taken)" }
    return "produced \(counts.produced) = taken \(counts.taken) + lost \(counts.lost) + in ring \(counts.inRing)"
  }

  static func sentences(_ totals: LedgerRules.Totals) -> [String] {
    let (setup, counts) = (totals.setup, totals.counts)
    let isKept = setup.keepsLedger
    let moved = "produced \(counts.produced), consumed \(counts.consumed)"
    return [
      "\(setup.discipline) on \(number(setup.slots, "slot")), \(number(setup.count(of: .producer), "producer")), "
        + number(setup.count(of: .consumer), "consumer"),
      moved + (isKept ? ", in the ring \(counts.inRing)" : ""),
    ]
      + (isKept
        ? ["lost \(counts.lost), duplicated \(counts.duplicated), torn \(counts.torn), phantom \(counts.phantom)"] : [])
  }

  private static func number(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
