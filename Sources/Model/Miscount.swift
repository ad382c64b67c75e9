/// A counter of the ring that no longer agrees with the ring's contents: for instance a semaphore whose count a dead
/// process took along.
public struct Miscount: Sendable, Hashable {
  public var variable: SharedVariable
  public var value: Int
  /// The right value, computed from the items in the ring and those that each living process holds.
  public var expected: Int

  public init(variable: SharedVariable, value: Int, expected: Int) {
    self.variable = variable
    self.value = value
    self.expected = expected
  }

  /// "empty is 9 and should be 10: 1 count was lost"
  public var sentence: String { sentence(naming: \.name) }

  /// The same sentence, with another notation for the variable, such as code.
  public func sentence(naming name: (SharedVariable) -> String) -> String {
    let difference = value - expected
    let counts = Quantity.counted(difference.magnitude, "count")
    let verb = difference.magnitude == 1 ? "was" : "were"
    return "\(name(variable)) is \(value) and should be \(expected): \(counts) \(verb) "
      + (difference < 0 ? "lost" : "given back too often")
  }
}

extension Snapshot {
  /// The wrong counters, once every process stands still; empty while one runs, and without a ledger.
  public var miscounts: [Miscount] {
    guard keepsLedger, ledger.violations == 0, isStill else { return [] }
    return discipline.program.ledger.miscounts(self)
  }

  private var isStill: Bool {
    workers.allSatisfy { worker in
      switch worker.state {
      case .parked, .blocked, .resting, .finished, .ended: true
      case .starting, .running, .spinning, .unreadable: false
      }
    }
  }
}
