import Glibc
import Laboratory
import Model
import Support

/// Operations a second that a controller grants, one at a time and a whole item at once, against a bare hand-off by
/// futex(2) in C that grants as many.
func measureSteps() throws -> [Line] {
  try Processors.onOne { processor in
    let experiment = try ownExperiment(.step)
    defer { experiment.close() }
    let item = experiment.snapshot().discipline.listing.operations(of: .producer).count
    let lines = try [1, item].map { run in
      let (ours, baseline) = try inTurn {
        try stepRate(experiment, item: item, run: run) / 1000
      } _: {
        let report: StepReport = try report([
          Built.baseline, "pingpong", "--steps", "\(30_000 * run)", "--run", "\(run)", "--cpu", "\(processor)",
        ])
        return report.steps_per_second / 1000
      }
      return Line(
        quantity: run == 1 ? "thousand steps/s" : "thousand steps/s, \(run) at once", ours: ours, baseline: baseline,
        bound: .atLeast(run == 1 ? 0.8 : 0.9))
    }
    try check(experiment)
    return lines
  }
}

/// One whole item by the producer, one by the consumer, and so on: nobody ever has to wait. A person's step is a command.
private func stepRate(_ experiment: Experiment, item: Int, run: Int) throws -> Double {
  let turn = [WorkerID(.producer, 1), WorkerID(.consumer, 1)]
  var steps = 0
  let start = now()
  while now() < start + 0.5 {
    for id in turn {
      if run == 1 {
        for _ in 0..<item { try experiment.apply(.step(id)) }
        steps += item
      } else {
        steps += try experiment.step(id, times: run)
      }
    }
  }
  return Double(steps) / (now() - start)
}

/// What `baseline pingpong` prints.
private struct StepReport: Decodable {
  var steps_per_second: Double
}
