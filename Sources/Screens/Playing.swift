import Grid
import Lessons
import Model

// Going through a lesson: from page to page, and what each page does to the experiment.

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
  private mutating func unfold() -> [Effect] {
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
    player?.isPerforming = true
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
    guard var player, player.isPerforming else { return [] }
    player.isPerforming = false
    if player.activity == .watching { player.activity = .reading }
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
    // Who went back meanwhile to where it was asked has not seen yet what it was about.
    let isBeforeOutcome = player.unjudged.map { $0 >= player.index } ?? true
    return player.page.deeds.isEmpty || isBeforeOutcome ? [] : judge(by: evidence)
  }

  mutating func failPerformance(_ reason: String) {
    guard player != nil else { return say(reason) }
    player?.isPerforming = false
    if case .watching? = player?.activity { player?.activity = .reading }
    say("this did not go as the lesson says: \(reason)")
  }

  // MARK: Turning pages

  mutating func nextPage() -> [Effect] {
    guard let player else { return [] }
    if player.activity == .watching { return [.hurry] }
    if scrollLesson(screens: 1) { return [] }
    if player.isAsking { return [] }
    if player.isInChallenge { return leaveChallenge() }
    return turnPage()
  }

  private mutating func turnPage() -> [Effect] {
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
    guard let player, player.isAsking, player.activity == .reading, !hasMoreLessonBelow else { return nil }
    return "first your answer, then Enter; or \(isTypingText ? "F3" : "g"), to go elsewhere"
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
    return player.index == 0 ? "this is where the lesson begins" : nil
  }

  /// Begins the step anew: its questions are open again.
  mutating func restartStep() -> [Effect] {
    guard let player else { return [] }
    let first = player.firstPage(of: player.stepIndex)
    self.player?.index = first
    for index in player.pages.indices where player.pages[index].step == player.stepIndex {
      self.player?.answers[index] = nil
      self.player?.won[index] = nil
    }
    self.player?.unjudged = nil
    return arrive()
  }

  mutating func go(toStep step: Int) -> [Effect] {
    guard let player else { return [] }
    self.player?.index = player.firstPage(of: step)
    self.player?.unjudged = nil
    return arrive()
  }

  // MARK: The list of steps

  mutating func openContents() -> [Effect] {
    let present = player?.stepIndex ?? 0
    let activity = player?.activity ?? .reading
    player?.covered = activity
    player?.activity = .contents(selected: present)
    return []
  }

  mutating func selectStep(_ offset: Int) -> [Effect] {
    guard let player, case .contents(let selected) = player.activity else { return [] }
    let last = player.lesson.steps.count - 1
    self.player?.activity = .contents(selected: min(max(0, selected + offset), last))
    return []
  }

  mutating func goToSelectedStep() -> [Effect] {
    guard case .contents(let selected)? = player?.activity else { return [] }
    return go(toStep: selected)
  }

  mutating func closeContents() -> [Effect] {
    guard let player else { return [] }
    // What was going on may have come to its end meanwhile.
    let hasEnded = player.covered == .watching && !player.isPerforming
    self.player?.activity = hasEnded ? .reading : player.covered
    return []
  }

  // MARK: Speed

  private static let speeds = 0.25...64

  mutating func changeShowSpeed(by factor: Double) -> [Effect] {
    guard let player else { return [] }
    let speed = player.speed * factor
    self.player?.speed = speed
    let factor = speed < 1 ? "1/\(Int(1 / speed)) " : speed > 1 ? "\(Int(speed)) times " : ""
    say("moves are shown \(factor)as fast as usual")
    return [.showSpeed(speed)]
  }

  func whyNotChangeShowSpeed(by factor: Double) -> String? {
    guard let player, !Self.speeds.contains(player.speed * factor) else { return nil }
    return "that is the \(factor > 1 ? "fastest" : "slowest")"
  }

  // MARK: Free play

  mutating func playFreely() -> [Effect] {
    player?.activity = .freePlay
    say("free play: every key of the ring works; Esc brings back the lesson as it was")
    return []
  }

  func whyNotPlayFreely() -> String? {
    player?.activity == .watching ? "first let happen what is going on; Right hurries it" : nil
  }

  mutating func endFreePlay() -> [Effect] { arrive() }
}

// MARK: Answers

extension State {
  mutating func selectChoice(_ index: Int) -> [Effect] {
    player?.entry.selected = index
    return []
  }

  mutating func moveChoice(_ offset: Int) -> [Effect] {
    guard let player, case .choice(let choices, _)? = player.page.prediction?.form else { return [] }
    if player.vote != nil {
      self.player?.vote?.selected = min(max(0, player.vote!.selected + offset), choices.count - 1)
    } else {
      let selected = player.entry.selected.map { $0 + offset } ?? (offset > 0 ? 0 : choices.count - 1)
      self.player?.entry.selected = min(max(0, selected), choices.count - 1)
    }
    bringChoiceIntoSight()
    return []
  }

  /// Commits the answer: from now on it cannot be taken back, and what was asked about happens.
  mutating func commit() -> [Effect] {
    guard let player, player.isAsking, let prediction = player.page.prediction else { return nextPage() }
    if player.vote != nil { return goOnVoting() }
    guard let answer = player.entry.answer(to: prediction) else { return [] }
    return commit(answer, votes: [])
  }

  func whyNotCommit() -> String? {
    guard let player, player.activity == .reading, player.isAsking, let prediction = player.page.prediction,
      player.vote == nil, player.entry.answer(to: prediction) == nil
    else { return nil }
    switch prediction.form {
    case .choice(let choices, _): return "choose first, by 1 to \(choices.count) or Up and Down"
    case .number: return "type a number first"
    case .text: return "type your answer first"
    }
  }

  private mutating func goOnVoting() -> [Effect] {
    guard let vote = player?.vote else { return [] }
    switch vote.phase {
    case .first: player?.vote?.phase = .talk
    case .talk:
      player?.vote?.phase = .second
      player?.vote?.selected = 0
      bringChoiceIntoSight()
    case .second:
      let votes = [vote.counts(0), vote.counts(1)]
      // The class has answered what most of it were for.
      guard let winner = vote.winner else {
        say("nobody is ahead: enter the votes of the second round")
        return []
      }
      return commit(.choice(winner), votes: votes)
    }
    return []
  }

  private mutating func commit(_ answer: Answer, votes: [[Int]]) -> [Effect] {
    guard let player else { return [] }
    self.player?.answers[player.index] = Player.Given(answer: answer, judgement: nil, votes: votes)
    self.player?.unjudged = player.index
    let later = player.pages[(player.index + 1)...].prefix { $0.step == player.stepIndex }
    let isShownLater = later.contains { !$0.deeds.isEmpty }
    var effects: [Effect] = []
    if !isShownLater, let snapshot { effects = judge(by: Evidence(snapshot, measured: player.measured)) }
    if later.isEmpty {
      // There is nothing to be read about it: what came out is told here.
      return effects
    }
    return effects + turnPage()
  }

  /// Judges the answer that waits for what has happened now.
  private mutating func judge(by evidence: Evidence) -> [Effect] {
    guard let player, let index = player.unjudged, let prediction = player.pages[index].prediction,
      let given = player.answers[index]
    else { return [] }
    let judgement = prediction.judge(given.answer, by: evidence)
    self.player?.answers[index]?.judgement = judgement
    self.player?.unjudged = nil
    return [
      .keep(
        .answered(
          player.gatePlace(of: index), question: prediction.question.map(\.text).joined(),
          answer: given.answer.description, isRight: judgement.isRight, found: judgement.found, votes: given.votes))
    ]
  }
}

// MARK: Hints

extension State {
  mutating func giveHint() -> [Effect] {
    player?.hints += 1
    player?.scroll = .max
    return []
  }

  func whyNotHint() -> String? {
    guard let player else { return nil }
    if player.page.hints.isEmpty { return "there is no hint on this page" }
    return player.hints >= player.page.hints.count ? "that was the last hint" : nil
  }
}

// MARK: Challenges

extension State {
  /// Looks whether the challenge is won now.
  mutating func seeChallenge(_ snapshot: Snapshot) -> [Effect] {
    guard let player, player.isInChallenge, let challenge = player.page.challenge, player.won[player.index] == nil,
      var progress = player.challenge
    else { return [] }
    let moves = snapshot.schedule?.moves
    progress.used = moves.map { max(0, $0.count - progress.base) }
    defer { self.player?.challenge = progress }
    guard let moves, let used = progress.used else { return [] }
    if let limit = challenge.limit, used > limit {
      if !progress.wasWarned { say("that is move \(used) of \(limit): b takes moves back, R begins anew") }
      progress.wasWarned = true
      return []
    }
    progress.wasWarned = false
    guard used > 0, challenge.condition.value.holds(in: Evidence(snapshot, measured: player.measured)) else {
      return []
    }
    let schedule = Schedule(moves: Array(moves.dropFirst(progress.base)))
    self.player?.won[player.index] = schedule
    self.player?.isAstray = true
    return [
      .keep(
        .won(player.gatePlace(of: player.index), goal: challenge.goal.map(\.text).joined(), schedule))
    ]
  }

  /// Who has not won yet is asked once more, and then shown how.
  private mutating func leaveChallenge() -> [Effect] {
    guard let player, let challenge = player.page.challenge else { return [] }
    guard player.challenge?.isGivenUp == true else {
      self.player?.challenge?.isGivenUp = true
      say("not won yet: h gives a hint; press again to see a solution")
      return []
    }
    let prelude = player.lesson.script(before: player.index, of: player.pages) + player.page.deeds.map(\.value)
    self.player?.activity = .watching
    self.player?.isPerforming = true
    self.player?.challenge = nil
    self.player?.isShowingSolution = true
    return [.perform(prelude, watched: [.moves(challenge.solution.value)])]
  }

  mutating func restartChallenge() -> [Effect] { arrive() }

  func whyNotStepBackInChallenge() -> String? {
    if let reason = whyNotStepBack() { return reason }
    return player?.challenge?.used ?? 0 > 0 ? nil : "this is where the challenge begins"
  }
}

extension Page {
  var hasExpectations: Bool { content.contains { if case .expectations = $0.content { true } else { false } } }
}
