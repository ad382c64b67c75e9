import Model

extension LedgerCounts {
  /// The violations in a few words: "3 errors, 1 wrong count, 1 crash".
  static func violation(_ errors: Int, _ miscounts: Int, _ crashes: Int) -> String {
    let parts = [(errors, "error"), (miscounts, "wrong count"), (crashes, "failed worker")]
    let told = parts.filter { $0.0 > 0 }.map { Quantity.counted($0.0, $0.1) }
    return told.isEmpty ? "the ledger does not balance" : told.joined(separator: ", ")
  }

  /// The conclusion from the ledger alone.
  public func conclusion(of program: Program) -> String {
    if violations == 0 && balances(in: program) { return program.ledger.accounted.first ?? "nothing went wrong" }
    let errors = "\(violations) error\(violations == 1 ? "" : "s")"
    return "\(errors): " + kinds.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
  }

  /// The kinds of errors with their numbers. Overlaps are mentioned only if there were any.
  private var kinds: [(name: String, count: UInt64)] {
    let kinds = [("lost", lost), ("duplicated", duplicated), ("torn", torn), ("phantom", phantom)]
    return overlaps > 0 ? kinds.filter { $0.1 > 0 } + [("inside together", overlaps)] : kinds
  }
}
