import Model

extension LedgerCounts {
  /// The ledger's law with its numbers.
  func law(of setup: Setup) -> String {
    switch setup.program {
    case .ring where !setup.keepsLedger: "produced \(produced), taken \(taken)"
    case .ring: "produced \(produced) = taken \(taken) + lost \(lost) + in ring \(inRing)"
    case .counter: "\(produced) additions, the counter says \(taken &+ phantom)"
    case .message: "written \(produced), read \(consumed)"
    }
  }

  func conclusion(of program: Program) -> String {
    if violations == 0 {
      switch program {
      case .ring: return "every item accounted for"
      case .counter: return "every addition is in the counter"
      case .message: return "no message was read in pieces"
      }
    }
    return "\(violations) gone wrong: lost \(lost), duplicated \(duplicated), torn \(torn), phantom \(phantom)"
  }
}
