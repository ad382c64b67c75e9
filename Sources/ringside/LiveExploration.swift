import Laboratory
import Model
import Screens

// The search that runs beside the screen.

extension LiveSession {
  func explore(_ items: Int) {
    endExploration()
    let exploration = ScriptExploration(items: UInt64(items), claim: .noBug)
    do {
      self.exploration = try RunningExploration(
        exploration, experiment.presentSetup, experiment.locator.backend)
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
