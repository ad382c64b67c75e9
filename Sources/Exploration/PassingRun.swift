import Model

/// A complete run without a fault, beside a finding.
public enum PassingRun: Sendable, Hashable {
  /// It differs in one switch.
  case shifted(Schedule, Shift)
  /// It needs another order: no single switch makes the difference.
  case otherOrder(Schedule)
  /// Every schedule fails.
  case none
  /// None was found, and not everything was covered.
  case unknown

  public var schedule: Schedule? {
    switch self {
    case .shifted(let schedule, _), .otherOrder(let schedule): schedule
    case .none, .unknown: nil
    }
  }
}

/// A switch that was moved.
public struct Shift: Sendable, Hashable {
  /// How many moves of the finding's schedule come before the switch.
  public var position: Int
  /// The process that runs before it.
  public var process: WorkerID
  /// How many steps later the switch comes; negative if it comes earlier.
  public var steps: Int

  public init(position: Int, process: WorkerID, steps: Int) {
    self.position = position
    self.process = process
    self.steps = steps
  }

  /// The finding's moves with the switch moved. The steps that come earlier are left out later; those that come later
  /// follow before the next step of the same process, or at the end.
  func moves(of schedule: [Move]) -> [Move] {
    let own = Move.step(process)
    if steps > 0 {
      var rest = Array(schedule[position...])
      for _ in 0..<steps {
        if let next = rest.firstIndex(of: own) { rest.remove(at: next) }
      }
      return schedule[..<position] + Array(repeating: own, count: steps) + rest
    }
    var rest = Array(schedule[position...])
    rest.insert(contentsOf: Array(repeating: own, count: -steps), at: rest.firstIndex(of: own) ?? rest.endIndex)
    return schedule[..<(position + steps)] + rest
  }
}

extension Search {
  /// The most moves that are made to find a passing run.
  private static var patience: Int { 50_000 }

  /// The complete run without a fault that is nearest to a finding: one switch moved by as few steps as possible, or
  /// else the simplest one. It is run on the system.
  public mutating func nearestPassing(to finding: Finding) throws(Refusal) -> PassingRun {
    let schedule = finding.schedule.moves
    var budget = Self.patience
    for distance in 1...max(1, schedule.count) {
      for shift in Self.shifts(of: schedule, by: distance) {
        guard budget > 0 else { return fallback() }
        let run = try complete(shift.moves(of: schedule))
        budget -= run.moves.count
        if run.passes { return .shifted(Schedule(moves: run.moves), shift) }
      }
    }
    return fallback()
  }

  private func fallback() -> PassingRun {
    simplestPassing().map { .otherOrder($0) } ?? (isExhausted ? .none : .unknown)
  }

  private static func shifts(of schedule: [Move], by distance: Int) -> [Shift] {
    schedule.indices.dropFirst().flatMap { position -> [Shift] in
      guard case .step(let process) = schedule[position - 1], schedule[position] != schedule[position - 1] else {
        return []
      }
      let length = schedule[..<position].reversed().prefix { $0 == .step(process) }.count
      let later = Shift(position: position, process: process, steps: distance)
      let earlier = Shift(position: position, process: process, steps: -distance)
      return length >= distance ? [later, earlier] : [later]
    }
  }

  /// Makes moves from a reset, leaving out those that are not possible, and then goes on without preemptions until
  /// nobody can go on.
  private mutating func complete(_ moves: [Move]) throws(Refusal) -> (moves: [Move], passes: Bool) {
    try resetForRun()
    var made: [Move] = []
    var (running, key) = (WorkerID?.none, system.stateKey)
    for move in moves where system.enabledMoves.contains(move) {
      try system.make(move)
      made.append(move)
      if case .step(let id) = move { running = id }
    }
    key = system.stateKey
    var fruitless: Set<WorkerID> = []
    while made.count < Self.patience {
      let able = system.enabledMoves.compactMap { if case .step(let id) = $0 { id } else { nil } }
        .filter { !fruitless.contains($0) }
      guard let next = able.first(where: { $0 == running }) ?? able.first else {
        return (made, limits.counted(system.faults).isEmpty)
      }
      try system.make(.step(next))
      let after = system.stateKey
      if after == key {
        fruitless.insert(next)
      } else {
        (fruitless, key) = ([], after)
        made.append(.step(next))
      }
      running = next
    }
    return (made, false)
  }
}
