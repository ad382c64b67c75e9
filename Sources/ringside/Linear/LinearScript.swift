import Laboratory
import Model
import Screens
import SharedMemory

// Performing the script of a page, and describing the moves that the user is to follow.

extension LinearSession {
  /// How many moves of a page are described. Longer runs are for looking on.
  private static let mostMoves = 60

  /// Does the present script to its end, or until a signal asks for the end.
  func performScript() {
    var (described, ranFreely) = (0, false)
    while stage.due != nil, !isEnding {
      let wasPreparing = stage.isPreparing
      let before = state.snapshot
      let news = stage.advanceOnce()
      for item in news {
        announce(item)
        hear(item)
      }
      if news.contains(.began) { isUntold = true }
      // While all run freely, there is nothing to describe before they stop.
      let isWaiting = state.snapshot?.pace != .step && stage.due.map { $0 > monotonicNanoseconds() } ?? false
      if news.isEmpty, !isWaiting { look() }
      if !stage.isPreparing || !wasPreparing {
        let isFree = state.snapshot?.pace != .step
        if isFree, !ranFreely { output.say("All processes run at full speed.") }
        ranFreely = ranFreely || isFree
        let hasBegun = news.contains(.began)
        let lines = isFree || before?.pace != .step || hasBegun ? [] : state.sentences(since: before)
        if !lines.isEmpty { described += 1 }
        if described == Self.mostMoves + 1 { output.say("Further moves follow, which are not described.") }
        if described <= Self.mostMoves { output.say(lines) }
      }
      if let due = stage.due, due > monotonicNanoseconds(), wait(until: due, forInput: stage.speed == 1) {
        // The user types already, and waits no longer.
        stage.hurry()
      }
    }
    if ranFreely || described > Self.mostMoves { output.say(state.sentencesAfterFreeRun) }
  }

  private func announce(_ news: ScriptRunner.News) {
    switch news {
    case .comparing(let sizes):
      output.say("Measuring messages of \(sizes.map { "\($0)" }.listed()) bytes. This takes a few seconds.")
    case .exploring: output.say("Searching the schedules. This may take some seconds.")
    case .began, .row, .explored, .done, .failed: break
    }
  }
}
