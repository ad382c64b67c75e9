import Model

extension Search {
  /// Runs the system so many times, each time choosing the next move at random among those that are possible.
  ///
  /// - Parameters:
  ///   - longest: the most moves of a run; then it is judged as it stands.
  ///   - generator: the same generator gives the same runs.
  public mutating func walk(
    runs: Int, longest: Int = 10_000, using generator: inout some RandomNumberGenerator
  ) throws(Refusal) -> Frequency {
    var frequency = Frequency()
    var budget = 100_000
    while frequency.runs < runs && budget > 0 {
      try resetForRun()
      var made = 0
      while made < longest {
        guard let next = system.enabledMoves.randomElement(using: &generator) else { break }
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
