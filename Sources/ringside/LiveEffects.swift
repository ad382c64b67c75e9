import FoundationEssentials
import Laboratory
import Lessons
import Screens
import Terminal

// Carrying out the screen's requests.

extension LiveSession {
  func take(_ action: Action) { carryOut(update(&state, action)) }

  func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .command(let command): carryOut(command)
      case .compare(let sizes): compare(sizes)
      case .endComparison: endComparison()
      case .explore(let items): explore(items)
      case .endExploration: endExploration()
      case .perform(let deeds, let watched): stage.perform(deeds, watched: watched)
      case .hurry: stage.hurry()
      case .showSpeed(let speed): stage.speed = speed
      case .keep(let news): if let sentence = keep(news) { take(.message(sentence)) }
      case .nextLesson: if let player = nextPlayer() { carryOut(state.play(player)) }
      case .copy(let text): screen.copy(Data(text.utf8).base64EncodedString())
      case .write: writeRun()
      case .quit: isOver = true
      case .suspend: suspend()
      case .redraw: screen.redrawEverything()
      }
    }
  }

  /// Continues the present script for up to half a frame.
  func goOn(from now: UInt64) {
    for news in stage.advance(until: now + Self.frame / 2) {
      // Show the result soon.
      nextFrame = 0
      switch news {
      case .began:
        recorder.forget()
        take(.begun)
      case .comparing(let sizes): take(.comparing(sizes))
      case .row(let row): take(.comparison(row))
      case .exploring: take(.exploring)
      case .explored(let result): take(.exploration(.result(result)))
      case .done:
        // The screen should show the state by which the page is judged.
        look()
        take(.performed(stage.evidence))
      case .failed(let reason): take(.notPerformed(reason))
      }
    }
    if stage.due != nil { nextFrame = min(nextFrame, lastLook + Self.frame) }
  }
}
