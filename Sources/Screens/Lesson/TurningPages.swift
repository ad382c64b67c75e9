import Lessons
import Model

// Going from page to page of a lesson, and the reasons why that may be impossible.

extension State {
  mutating func nextPage() -> [Effect] {
    guard let player else { return [] }
    if player.activity == .watching { return [.hurry] }
    if scrollLesson(screens: 1) { return [] }
    if player.activity == .over { return player.next == nil ? [] : [.nextLesson] }
    if player.isAsking { return [] }
    if player.isInChallenge { return leaveChallenge() }
    return turnPage()
  }

  mutating func turnPage() -> [Effect] {
    guard let player else { return [] }
    let next = player.index + 1
    guard next < player.pages.count else {
      self.player?.activity = .over
      self.player?.scroll = 0
      return [.keep(.done(step: player.stepIndex)), .keep(.finished)]
    }
    self.player?.index = next
    let isDone = player.pages[next].step != player.stepIndex
    return (isDone ? [.keep(.done(step: player.stepIndex))] : []) + unfold()
  }

  func whyNotNextPage() -> String? {
    guard let player, !hasMoreLessonBelow else { return nil }
    if player.activity == .over, player.next == nil { return "the lesson ends here; q leaves, g goes to a step" }
    guard player.isAsking, player.activity == .reading else { return nil }
    let elsewhere = "\(isTypingText ? "F3" : "g") goes to another step"
    if player.vote != nil { return "end the vote with Enter first; \(elsewhere)" }
    if case .choice? = player.page.prediction?.form { return "choose an answer and press Enter first; \(elsewhere)" }
    return "type an answer and press Enter first; \(elsewhere)"
  }

  mutating func previousPage() -> [Effect] {
    guard let player else { return [] }
    if player.activity == .over {
      self.player?.activity = .reading
      return []
    }
    self.player?.index = player.index - 1
    return arrive()
  }

  func whyNotPreviousPage() -> String? {
    guard let player, player.activity != .over else { return nil }
    return player.index == 0 ? "the lesson begins here" : nil
  }

  /// Restarts the step: its questions are open again.
  mutating func restartStep() -> [Effect] {
    guard let player else { return [] }
    let first = player.firstPage(of: player.stepIndex)
    self.player?.index = first
    for index in player.pages.indices where player.pages[index].step == player.stepIndex {
      self.player?.answers[index] = nil
      self.player?.won[index] = nil
    }
    return arrive()
  }

  mutating func go(toStep step: Int) -> [Effect] {
    guard let player else { return [] }
    self.player?.index = player.firstPage(of: step)
    return arrive()
  }
}
