import Laboratory
import Model
import Support

/// A reset and sixteen steps, as an explorer makes them again and again, while nobody sleeps and while somebody does.
func measureResets() throws -> [Line] {
  try Processors.onOne { _ in
    [
      Line(
        quantity: "reset and 16 steps, us", ours: try times("semaphores", "P1*7 C1*7 P1*2"), bound: .atMost(200)),
      Line(
        quantity: "the same, asleep on a condition, us", ours: try times("mutex-condition", "C1*3 C2*3 P1*8 C1*2"),
        bound: .atMost(300)),
    ]
  }
}

/// How long a schedule takes from a reset on, in microseconds.
private func times(_ discipline: String, _ text: String) throws -> [Double] {
  let setup = Setup(consumers: 2, discipline: discipline, pace: .step)
  let experiment = try Experiment(setup, memory: .posix(name: OwnSegment.name), executable: Built.ringside)
  defer { experiment.close() }
  let moves = try Schedule(reading: text).moves
  return try (0..<sampleCount).map { _ in
    let (start, rounds) = (now(), 500)
    for _ in 0..<rounds {
      try experiment.reset()
      try experiment.make(moves)
    }
    return (now() - start) / Double(rounds) * 1e6
  }
}
