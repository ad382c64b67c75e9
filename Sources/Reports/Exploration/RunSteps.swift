import Model
import Screens

extension RunStep {
  /// The steps of a run, one for each line of its trace.
  public static func steps(of moves: [TracedMove]) -> [RunStep] {
    var running: WorkerID?
    return moves.flatMap { traced -> [RunStep] in
      let isPreemption = traced.isPreemption(of: running)
      if case .step(let id) = traced.move { running = id }
      var steps = traced.lines.map { RunStep($0, isPreemption: false) }
      if !steps.isEmpty {
        steps[0].isPreemption = isPreemption
        steps[0].values = traced.sharedValues
      }
      return steps
    }
  }

  private init(_ line: TraceLine, isPreemption: Bool) {
    let words = line.operation ?? line.event.rawValue
    let errors = line.ledger.counts.filter { ["lost", "duplicated", "torn", "phantom", "overlaps"].contains($0.name) }
    self.init(
      process: "\(line.process)", text: line.event == .blocked ? "\(words)  sleeps" : words, values: [],
      mark: errors.filter { $0.amount > 0 }.map(\.name).joined(separator: " "), isPreemption: isPreemption)
  }
}

extension TracedMove {
  /// Whether it is a step of another process than the running one, which could go on.
  fileprivate func isPreemption(of running: WorkerID?) -> Bool {
    guard case .step(let id) = move, let running, id != running else { return false }
    return before.worker(running)?.state == .parked
  }

  /// The shared values after it, in the order of the program's variables: "counter 1", or "in 1", "out 0".
  fileprivate var sharedValues: [String] {
    after.discipline.program.variables.compactMap { variable in
      after.values[variable].map { "\(variable.name) \($0)" }
    }
  }
}
