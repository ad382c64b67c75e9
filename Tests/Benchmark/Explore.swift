import Exploration
import Glibc
import Laboratory
import Model
import Support

/// Schedules of sixteen steps a second, each from a reset, with more and more switches, against a C program that grants
/// its workers runs of steps in the same way; and whole searches a second.
func measureExplore() throws -> [Line] {
  try Processors.onOne { processor in
    try [0, 1, 2, 4, 15].map { try measureSchedules(switches: $0, processor) } + [
      try measureSearches(), try measureRuns(),
    ]
  }
}

private let length = 16

private func measureSchedules(switches: Int, _ processor: Int) throws -> Line {
  let setup = Setup(discipline: "none", pace: .step)
  let experiment = try Experiment(setup, memory: .posix(name: OwnSegment.name), executable: Built.ringside)
  defer { experiment.close() }
  let moves = alternating(switches).map(Move.step)
  let (ours, baseline) = try inTurn {
    let (start, rounds) = (now(), 2000)
    for _ in 0..<rounds {
      try experiment.reset()
      try experiment.make(moves)
    }
    return Double(rounds) / (now() - start) / 1000
  } _: {
    let report: ReplayReport = try report([
      Built.baseline, "replay", "--schedules", "10000", "--length", "\(length)", "--switches", "\(switches)", "--cpu",
      "\(processor)",
    ])
    return report.schedules_per_second / 1000
  }
  return Line(
    quantity: "thousand schedules/s, \(switches) switch\(switches == 1 ? "" : "es")", ours: ours, baseline: baseline,
    bound: switches <= 4 ? .atLeast(0.5) : nil)
}

/// Sixteen steps of two workers in turn, in equal shares as far as possible.
private func alternating(_ switches: Int) -> [WorkerID] {
  var left = length
  return (0...switches).flatMap { run -> [WorkerID] in
    let count = left / (switches + 1 - run)
    left -= count
    return Array(repeating: WorkerID(run % 2 == 0 ? .producer : .consumer, 1), count: count)
  }
}

private func smallSystem() throws -> BoundedExperiment {
  var trial = Trial(Setup(slots: 1, pace: .step), end: .items(2), memory: .posix(name: OwnSegment.name))
  trial.executable = Built.ringside
  return try BoundedExperiment(trial)
}

/// A whole search of a small setup, from the first state to the proof.
private func measureSearches() throws -> Line {
  let system = try smallSystem()
  defer { system.close() }
  let rates = try (0..<sampleCount).map { _ in
    let (start, rounds) = (now(), 20)
    for _ in 0..<rounds {
      var search = Search(system)
      try search.advance { false }
      guard search.isExhausted, search.findings.isEmpty else { throw Failure("the search found a bug in semaphores") }
    }
    return Double(rounds) / (now() - start)
  }
  return Line(quantity: "searches of semaphores/s", ours: rates, bound: .atLeast(50))
}

/// How much memory ten thousand runs take beyond those before them, in KiB.
private func measureRuns() throws -> Line {
  let system = try smallSystem()
  defer { system.close() }
  var search = Search(system)
  var generator = SeededGenerator(seed: 1)
  func walk(_ runs: Int) throws { for _ in 0..<runs / 100 { _ = try search.walk(runs: 100, using: &generator) } }
  try walk(2000)
  let before = try number("VmRSS", in: "/proc/self/status")
  try walk(10_000)
  return Line(
    quantity: "growth by 10000 runs, KiB", ours: [Double(try number("VmRSS", in: "/proc/self/status") - before)],
    bound: .atMost(1024))
}

/// What `baseline replay` prints.
private struct ReplayReport: Decodable {
  var schedules_per_second: Double
}
