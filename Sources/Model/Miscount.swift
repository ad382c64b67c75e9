/// A counter of the ring that no longer says what the ring holds: a semaphore whose count was lost with a process, say.
public struct Miscount: Sendable, Hashable {
  public var variable: SharedVariable
  public var value: Int
  /// What it should be, by the items in the ring and by what each living process has in hand.
  public var expected: Int

  public init(variable: SharedVariable, value: Int, expected: Int) {
    self.variable = variable
    self.value = value
    self.expected = expected
  }

  /// "empty is 9 and should be 10: 1 count was lost"
  public var sentence: String { sentence(naming: \.name) }

  /// The same, with the variable named in another way: as code, say.
  public func sentence(naming name: (SharedVariable) -> String) -> String {
    let difference = value - expected
    let counts = Quantity.counted(difference.magnitude, "count")
    let verb = difference.magnitude == 1 ? "was" : "were"
    return "\(name(variable)) is \(value) and should be \(expected): \(counts) \(verb) "
      + (difference < 0 ? "lost" : "given back too often")
  }
}

extension Snapshot {
  /// What counts wrongly, once every process stands still; nothing while one runs, or where nothing is accounted for.
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
