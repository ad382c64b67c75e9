import Laboratory
import Model
import Support

/// Going one step back after two hundred, which does all the others again on real processes.
func measureBack() throws -> [Line] {
  try Processors.onOne { _ in
    let experiment = try ownExperiment(.step)
    defer { experiment.close() }
    let item = experiment.snapshot().discipline.listing.operations(of: .producer).count
    let turn =
      Array(repeating: WorkerID(.producer, 1), count: item) + Array(repeating: WorkerID(.consumer, 1), count: item)
    let steps = (0..<201).map { turn[$0 % turn.count] }
    var times: [Double] = []
    for _ in 0..<sampleCount {
      try experiment.apply(.follow(Schedule(steps)))
      let start = now()
      try experiment.apply(.back)
      times.append((now() - start) * 1000)
    }
    try check(experiment)
    return [Line(quantity: "back to step 200, ms", ours: times, bound: .atMost(100))]
  }
}
