import Grid
import Lessons
import Model

// The effects of each page of a lesson on the experiment.

extension State {
  /// Starts a lesson at the player's place.
  public mutating func play(_ player: Player) -> [Effect] {
    self.player = player
    return arrive()
  }

  /// Opens the page, whatever happened before.
  mutating func arrive() -> [Effect] {
    openPage()
    return rewind() + keepPlace()
  }

  /// Restores the state of the experiment that the page begins with.
  mutating func rewind() -> [Effect] {
    guard let player else { return [] }
    self.player?.activity = .watching
    self.player?.challenge = nil
    self.player?.isAstray = player.won[player.index] != nil
    var deeds = player.lesson.script(before: player.index, of: player.pages) + player.page.deeds.map(\.value)
    if player.isShowingSolution, let challenge = player.page.challenge {
      deeds.append(.moves(challenge.solution.value))
    }
    return [.perform(deeds, watched: [])]
  }

  /// Opens the next page after the one before: runs the script steps at its beginning.
  mutating func unfold() -> [Effect] {
    guard let player else { return [] }
    let page = player.page
    let isStart = player.pageInStep == 0
    let isBound = !page.deeds.isEmpty || page.gate != nil || page.hasExpectations
    openPage()
    self.player?.isAstray = player.isAstray && !isBound || player.won[player.index] != nil
    let prelude = player.isAstray && isBound ? player.lesson.script(before: player.index, of: player.pages) : []
    let deeds = page.deeds.map(\.value)
    // At the start of a step the user has not read yet what it is about, so its script is not watched. If the user
    // leaves before an answer is judged, the question is open again next time.
    let keeps = self.player?.isAwaitingOutcome == true ? [] : keepPlace()
    return [.perform(isStart ? prelude + deeds : prelude, watched: isStart ? [] : deeds)] + keeps
  }

  private mutating func openPage() {
    player?.activity = .watching
    player?.selectedStep = nil
    player?.typedStep = ""
    player?.entry = AnswerEntry()
    player?.challenge = nil
    player?.isShowingSolution = false
    player?.hints = 0
    player?.scroll = 0
    player?.findings = [:]
    player?.vote = nil
    lowerPane = .processes
    if let player, player.options.votes, let prediction = player.page.prediction, player.isAsking {
      self.player?.vote = Vote(on: prediction, player.order(of: player.index))
    }
  }

  private func keepPlace() -> [Effect] {
    player.map { [.keep(.at(step: $0.stepIndex, page: $0.pageInStep))] } ?? []
  }

  /// Handles the end of the page's script steps.
  mutating func endPerformance(_ evidence: Observation) -> [Effect] {
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
    guard player.isAwaitingOutcome else { return [] }
    return judge(player.decidedPages, by: evidence) + keepPlace()
  }

  /// Handles a failure. The state of the experiment is unknown, so the next page begins from the start.
  mutating func failPerformance(_ reason: String) {
    guard player?.activity == .watching else { return say(reason) }
    player?.activity = .reading
    player?.isAstray = true
    say("this did not go as the lesson says: \(reason)")
  }
}
