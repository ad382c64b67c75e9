import Model

extension Search {
  /// Runs the system so many times, each time choosing the next process at random among those that can go on.
  ///
  /// - Parameters:
  ///   - longest: the most moves of a run; then it is judged as it stands.
  ///   - generator: the same generator gives the same runs.
  public mutating func walk(
    runs: Int, longest: Int = 10_000, using generator: inout some RandomNumberGenerator
  ) throws(Refusal) -> Frequency {
    var frequency = Frequency()
    var budget = 200_000
    while frequency.runs < runs && budget > 0 {
      try resetForRun()
      var made = 0
      while made < longest {
        let steps = system.enabledMoves.filter { if case .step = $0 { true } else { false } }
        guard let next = steps.randomElement(using: &generator) else { break }
        try system.make(next)
        made += 1
      }
      budget -= made
      frequency.runs += 1
      if !limits.counted(system.faults).isEmpty { frequency.bad += 1 }
    }
    return frequency
  }
}
