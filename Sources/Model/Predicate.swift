/// One predicate of a condition.
enum Predicate: Sendable, Hashable {
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

  /// A property that a predicate asserts of a worker.
  enum Property: Sendable, Hashable {
    case inside, alive, waiting
    case waitingFor(SharedVariable)
    case waitingForEver
    case blockedOn(SharedVariable)
    case state(String)
  }

  case compares(Term, Comparison, Operand)
  case worker(WorkerID, Property)
  case everyoneWaits

  /// The terms that it looks up.
  var terms: [Term] {
    switch self {
    case .everyoneWaits, .worker: []
    case .compares(let term, _, .term(let other)): [term, other]
    case .compares(let term, _, .value): [term]
    }
  }

  /// The workers that it names.
  var workers: [WorkerID] { if case .worker(let id, _) = self { [id] } else { terms.compactMap(\.worker) } }
}
