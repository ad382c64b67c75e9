import FoundationEssentials
import Laboratory
import Lessons
import Model
import Screens
import Terminal

// Carrying out the requests of a state.

extension EffectHost {
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
      case .copy(let text): copy(text)
      case .write: writeRun()
      case .quit: isOver = true
      case .suspend: suspend()
      case .redraw: redraw()
      }
    }
  }

  func carryOut(_ command: Command) {
    do { try experiment.apply(command) } catch { take(.message(error.description)) }
    noticeEndings()
  }

  func follow(_ schedule: Schedule) {
    do { try experiment.apply(.follow(schedule)) } catch { take(.message(error.description)) }
  }

  /// Applies the news of a script to the state.
  func hear(_ news: ScriptRunner.News) {
    switch news {
    case .began: take(.begun)
    case .comparing(let sizes): take(.comparing(sizes))
    case .row(let row): take(.comparison(row))
    case .exploring: take(.exploring)
    case .explored(let result): take(.exploration(.result(result)))
    case .done:
      // The user should know the state by which the page is judged.
      look()
      take(.performed(stage.evidence))
    case .failed(let reason): take(.notPerformed(reason))
    }
  }
}

extension LiveSession: EffectHost {
  func copy(_ text: String) { screen.copy(Data(text.utf8).base64EncodedString()) }
  func redraw() { screen.redrawEverything() }

  /// Continues the present script for up to half a frame.
  func goOn(from now: UInt64) {
    for news in stage.advance(until: now + Self.frame / 2) {
      // Show the result soon.
      nextFrame = 0
      if case .began = news { recorder.forget() }
      hear(news)
    }
    if stage.due != nil { nextFrame = min(nextFrame, lastLook + Self.frame) }
  }
}
