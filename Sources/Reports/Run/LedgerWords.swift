import Model

extension LedgerCounts {
  /// The ledger's law with its numbers.
  public func law(of setup: Setup) -> String {
    switch setup.program {
    case .ring where !setup.keepsLedger: "produced \(produced), taken \(taken)"
    case .ring: "produced \(produced) = taken \(taken) + lost \(lost) + in ring \(inRing)"
    case .counter: "\(produced) additions, the counter says \(taken &+ phantom)"
    case .message: "written \(produced), read \(consumed)"
    }
  }

  /// What was violated, in a few words: "3 errors, 1 wrong count, 1 crash".
  static func violation(_ errors: Int, _ miscounts: Int, _ crashes: Int) -> String {
    let parts = [(errors, "error"), (miscounts, "wrong count"), (crashes, "failed worker")]
    let told = parts.filter { $0.0 > 0 }.map { Quantity.counted($0.0, $0.1) }
    return told.isEmpty ? "the ledger does not balance" : told.joined(separator: ", ")
  }

  /// What the ledger alone comes to.
  public func conclusion(of program: Program) -> String {
    if violations == 0 && balances(in: program) {
      switch program {
      case .ring: return "every item accounted for"
      case .counter: return "every addition is in the counter"
      case .message: return "no message was read in pieces"
      }
    }
    let errors = "\(violations) error\(violations == 1 ? "" : "s")"
    return "\(errors): lost \(lost), duplicated \(duplicated), torn \(torn), phantom \(phantom)"
  }
}
