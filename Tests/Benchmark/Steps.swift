import Glibc
import Laboratory
import Model
import Support

/// Operations a second that a controller grants one at a time, against a bare hand-off by futex(2) in C.
func measureSteps() throws -> [Line] {
  try Processors.onOne { processor in
    let experiment = try ownExperiment(.step)
    defer { experiment.close() }
    let (ours, baseline) = try inTurn {
      try stepRate(experiment) / 1000
    } _: {
      let report: StepReport = try report([
        Built.baseline, "pingpong", "--steps", "30000", "--cpu", "\(processor)",
      ])
      return report.steps_per_second / 1000
    }
    try check(experiment)
    return [Line(quantity: "thousand steps/s", ours: ours, baseline: baseline, bound: .atLeast(0.8))]
  }
}

/// One whole item by the producer, one by the consumer, and so on: nobody ever has to wait.
private func stepRate(_ experiment: Experiment) throws -> Double {
  let listing = experiment.snapshot().discipline.listing
  let turn = [Role.producer, .consumer].flatMap { role in
    listing.operations(of: role).map { _ in Command.step(WorkerID(role, 1)) }
  }
  var steps = 0
  let start = now()
  while now() < start + 0.5 {
    for step in turn { try experiment.apply(step) }
    steps += turn.count
  }
  return Double(steps) / (now() - start)
}

/// What `baseline pingpong` prints.
private struct StepReport: Decodable {
  var steps_per_second: Double
}
