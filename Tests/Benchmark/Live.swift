import Model

/// What the live screen takes of a processor at 80x24: its frames alone, and the program with all that it does.
func measureLiveScreen() throws -> [Line] {
  [
    Line(quantity: "80x24, 30 frames/s, % of a core", ours: try shareOfFrames(), bound: .atMost(5)),
    Line(quantity: "80x24, ringside, % of a core", ours: try shareOfProgram(), bound: .atMost(5)),
  ]
}

private func shareOfFrames() throws -> [Double] {
  let terminal = try EmptiedTerminal(width: 80, height: 24)
  // The pace of the demonstration.
  let experiment = try ownExperiment(.tempo(perSecond: 125))
  defer { experiment.close() }
  var viewer = try Viewer(experiment, on: terminal)
  let shares = (0..<sampleCount).map { _ in
    let start = threadSeconds()
    let frames = viewer.show(for: 0.5)
    return (threadSeconds() - start) / Double(frames) * Viewer.framesPerSecond * 100
  }
  try check(experiment)
  return shares
}

private func shareOfProgram() throws -> [Double] {
  let session = try Session()
  try find("the first frame of ringside") { session.terminal.seenAt }
  let shares = try (0..<sampleCount).map { _ in
    let (start, before) = (now(), try processorSeconds(of: session.pid))
    sleep(until: start + 0.5)
    return (try processorSeconds(of: session.pid) - before) / (now() - start) * 100
  }
  try session.end()
  return shares
}
