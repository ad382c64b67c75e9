/// One claim of a condition.
enum Claim: Sendable, Hashable {
  enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
  }

  enum Operand: Sendable, Hashable {
    case term(Term)
    case value(Term.Value)
  }

  /// What a worker is said to be.
  enum Property: Sendable, Hashable {
    case inside, alive, waiting
    case waitingFor(SharedVariable)
    case blockedOn(SharedVariable)
    case state(String)
  }

  case compares(Term, Comparison, Operand)
  case worker(WorkerID, Property)
  case everyoneWaits
}
