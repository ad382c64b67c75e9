import Glibc
import Grid
import Laboratory
import Model
import Programs
import Screens
import Support
import Terminal

/// What the screen of Ringside does to show an experiment, without its keys.
struct Viewer {
  static let framesPerSecond = 30.0

  let experiment: Experiment
  let screen: Screen
  private var state = State(catalogue: Catalogue.disciplines)

  init(_ experiment: Experiment, on terminal: EmptiedTerminal) throws {
    self.experiment = experiment
    screen = try Screen(
      input: terminal.descriptor, output: terminal.descriptor, theme: ThemeChoice.standard.theme(on: .dark))
    _ = update(&state, .resized(screen.size))
  }

  mutating func showFrame() {
    _ = update(&state, .snapshot(experiment.snapshot()))
    screen.paint(view(state, size: screen.size))
  }

  /// Shows frames at their pace for so long, and returns how many.
  @discardableResult
  mutating func show(for seconds: Double) -> Int {
    let start = now()
    let count = Int((seconds * Self.framesPerSecond).rounded())
    for frame in 1...count {
      showFrame()
      sleep(until: start + Double(frame) / Self.framesPerSecond)
    }
    return count
  }
}

/// Items a second at full speed with somebody watching, against nobody watching.
func measureViewer() throws -> [Line] {
  // Before anything is pinned: whatever terminal there is works for itself.
  let terminal = try EmptiedTerminal(width: 80, height: 24)
  return try Processors.onOne { _ in
    let experiment = try ownExperiment(.full)
    defer { experiment.close() }
    var viewer = try Viewer(experiment, on: terminal)
    let (watched, unwatched) = inTurn {
      rate(of: experiment) { viewer.show(for: 0.5) }
    } _: {
      rate(of: experiment) { sleep(until: now() + 0.5) }
    }
    try check(experiment)
    return [
      Line(
        quantity: "thousand items/s, with and without", ours: watched, baseline: unwatched, bound: .atLeast(0.95))
    ]
  }
}

/// Thousands of items that are taken in a second, while something else is done.
private func rate(of experiment: Experiment, during activity: () -> Void) -> Double {
  let (start, before) = (now(), experiment.snapshot().ledger.taken)
  activity()
  return Double(experiment.snapshot().ledger.taken - before) / (now() - start) / 1000
}
