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

  /// Opens the page, whatever happened before.
  mutating func arrive() -> [Effect] {
    openPage()
    return rewind() + keepPlace()
  }

  /// Puts the experiment into the state in which the page is read.
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

  /// Lets happen what the page begins with, where the one before it has ended.
  mutating func unfold() -> [Effect] {
    guard let player else { return [] }
    let page = player.page
    let isStart = player.pageInStep == 0
    let isBound = !page.deeds.isEmpty || page.gate != nil || page.hasExpectations
    openPage()
    self.player?.isAstray = player.isAstray && !isBound || player.won[player.index] != nil
    let prelude = player.isAstray && isBound ? player.lesson.script(before: player.index, of: player.pages) : []
    let deeds = page.deeds.map(\.value)
    // Where a step begins is of no interest before one has read what it is about.
    // Who leaves before an answer is judged, finds the question open again.
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

  /// All that the page begins with has happened.
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

  /// Nobody knows where the experiment stands now: the next page begins from the beginning.
  mutating func failPerformance(_ reason: String) {
    guard player?.activity == .watching else { return say(reason) }
    player?.activity = .reading
    player?.isAstray = true
    say("this did not go as the lesson says: \(reason)")
  }
}
