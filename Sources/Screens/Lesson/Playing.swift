import Grid
import Lessons
import Model

// What each page of a lesson does to the experiment.

extension State {
  /// Begins to play, where the player stands.
  public mutating func play(_ player: Player) -> [Effect] {
    self.player = player
    return arrive()
  }

  /// Puts the experiment into the state in which the page is read, whatever happened before.
  mutating func arrive() -> [Effect] {
    guard let player else { return [] }
    let prelude = player.lesson.script(before: player.index, of: player.pages)
    openPage()
    return [.perform(prelude + player.page.deeds.map(\.value), watched: [])] + keepPlace()
  }

  /// Lets happen what the page begins with, where the one before it has ended.
  mutating func unfold() -> [Effect] {
    guard let player else { return [] }
    let page = player.page
    let isStart = player.pageInStep == 0
    let isAstray = player.isAstray
    openPage()
    let isBound = !page.deeds.isEmpty || page.gate != nil || page.hasExpectations
    let prelude = isAstray && isBound ? player.lesson.script(before: player.index, of: player.pages) : []
    if isAstray && !isBound { self.player?.isAstray = true }
    let deeds = page.deeds.map(\.value)
    // Where a step begins is of no interest before one has read what it is about.
    return [.perform(isStart ? prelude + deeds : prelude, watched: isStart ? [] : deeds)] + keepPlace()
  }

  private mutating func openPage() {
    player?.activity = .watching
    player?.entry = AnswerEntry()
    player?.challenge = nil
    player?.isAstray = false
    player?.isShowingSolution = false
    player?.hints = 0
    player?.scroll = 0
    player?.findings = [:]
    player?.vote = nil
    lowerPane = .processes
    if let player, player.options.votes, case .choice(let choices, _)? = player.page.prediction?.form, player.isAsking {
      self.player?.vote = Vote(choices: choices.count)
    }
  }

  private func keepPlace() -> [Effect] {
    player.map { [.keep(.at(step: $0.stepIndex, page: $0.pageInStep))] } ?? []
  }

  /// All that the page begins with has happened.
  mutating func endPerformance(_ evidence: Evidence) -> [Effect] {
    guard var player, player.activity == .watching else { return [] }
    player.activity = .reading
    player.measured = evidence.measured
    for part in player.page.content {
      guard case .expectations(let conditions) = part.content else { continue }
      for condition in conditions {
        player.findings[condition.line] = Player.Finding(
          holds: condition.value.holds(in: evidence), words: condition.value.findings(in: evidence))
      }
    }
    if player.page.challenge != nil, !player.isShowingSolution, player.won[player.index] == nil {
      player.challenge = evidence.snapshot.schedule.map { ChallengeProgress(base: $0.moves.count) }
    }
    self.player = player
    return player.page.deeds.isEmpty ? [] : judge(by: evidence)
  }

  mutating func failPerformance(_ reason: String) {
    guard player != nil else { return say(reason) }
    player?.activity = .reading
    say("this did not go as the lesson says: \(reason)")
  }
}

extension Page {
  var hasExpectations: Bool { content.contains { if case .expectations = $0.content { true } else { false } } }
}
