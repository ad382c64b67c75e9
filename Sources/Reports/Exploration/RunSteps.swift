import Model
import Screens

extension RunStep {
  /// The steps of a run, one for each line of its trace.
  public static func steps(of moves: [TracedMove]) -> [RunStep] {
    moves.flatMap { traced -> [RunStep] in
      var steps = traced.lines.map { RunStep($0) }
      if !steps.isEmpty {
        steps[0].isPreemption = traced.isPreemption
        steps[0].values = traced.sharedValues
      }
      return steps
    }
  }

  private init(_ line: TraceLine) {
    let words = line.operation ?? line.event.rawValue
    let errors = line.ledger.counts.filter { ["lost", "duplicated", "torn", "phantom", "overlaps"].contains($0.name) }
    let change = line.change.flatMap { $0.old == $0.new ? nil : "\($0.variable) \($0.new.onScreen)" }
    self.init(
      process: "\(line.process)", text: line.event == .blocked ? "\(words)  sleeps" : words, change: change ?? "",
      mark: errors.filter { $0.amount > 0 }.map(\.name).joined(separator: " "))
  }
}

extension TracedMove {
  /// The shared values after it, in the order of the program's variables.
  fileprivate var sharedValues: [RunStep.Value] {
    after.discipline.program.variables.compactMap { variable in
      after.values[variable].map { RunStep.Value(variable.name, $0) }
    }
  }
}

extension TraceLine.Value {
  /// As screens write it: an item's number has two digits at least, `P1·07`.
  fileprivate var onScreen: String {
    let parts = description.split(separator: "·", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 1 else { return description }
    return "\(parts[0])·0\(parts[1])"
  }
}
