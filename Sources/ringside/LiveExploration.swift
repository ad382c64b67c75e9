import Laboratory
import Model
import Screens

// The search that runs beside the screen.

extension LiveSession {
  func explore(_ items: Int) {
    endExploration()
    guard let snapshot = state.snapshot else { return }
    let setup = experiment.setup
    var options = [
      "--program", setup.program.name, "--discipline", snapshot.discipline.name, "--items", "\(items)",
      "--backend", experiment.locator.backend.rawValue,
    ]
    if setup.program.hasSlots { options += ["--slots", "\(setup.slots)", "--words", "\(setup.words)"] }
    if setup.program.settings.contains(.text) { options += ["--text", setup.text] }
    for part in setup.program.parts where part.counts.count > 1 {
      options += ["--\(part.plural)", "\(snapshot.workers.count { $0.id.role == part.role })"]
    }
    do {
      exploration = try RunningExploration(options)
    } catch {
      take(.exploration(.failed("a process could not be started: \(error)")))
    }
  }

  func endExploration() {
    exploration?.end()
    exploration = nil
  }

  func readExploration() {
    for news in exploration?.news() ?? [] {
      if case .progress = news {} else { exploration = nil }
      take(.exploration(news))
      nextFrame = 0
    }
  }
}
