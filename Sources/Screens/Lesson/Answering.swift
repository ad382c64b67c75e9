import Lessons
import Model

// Choosing an answer, committing it, and its outcome; and the hints on the way.

extension State {
  mutating func selectChoice(_ index: Int) -> [Effect] {
    player?.entry.selected = index
    return []
  }

  mutating func moveChoice(_ offset: Int) -> [Effect] {
    guard let player else { return [] }
    if player.vote != nil {
      self.player?.vote?.select(by: offset)
      bringChoiceIntoSight()
      return []
    }
    guard case .choice(let choices, _)? = player.page.prediction?.form else { return [] }
    let selected = player.entry.selected.map { $0 + offset } ?? (offset > 0 ? 0 : choices.count - 1)
    self.player?.entry.selected = min(max(0, selected), choices.count - 1)
    bringChoiceIntoSight()
    return []
  }

  /// Commits the answer: it is final now, and the script continues with the steps that the question is about.
  mutating func commit() -> [Effect] {
    guard let player, player.activity == .reading, player.isAsking, let prediction = player.page.prediction else {
      return nextPage()
    }
    if player.vote != nil { return goOnVoting(prediction) }
    guard let answer = player.entry.answer(to: prediction, player.order(of: player.index)) else { return [] }
    return commit(answer, votes: Ballot())
  }

  func whyNotCommit() -> String? {
    guard let player, player.activity == .reading, player.isAsking, let prediction = player.page.prediction,
      player.vote == nil, player.entry.answer(to: prediction, player.order(of: player.index)) == nil
    else { return nil }
    switch prediction.form {
    case .choice(let choices, _): return "choose first, with 1 to \(choices.count) or Up and Down"
    case .number: return "type a number first"
    case .text: return "type your answer first"
    }
  }

  private mutating func goOnVoting(_ prediction: Prediction) -> [Effect] {
    guard var vote = player?.vote else { return [] }
    let outcome = vote.enter(for: prediction)
    player?.vote = vote
    switch outcome {
    case .goesOn: bringChoiceIntoSight()
    case .isEmpty:
      player?.vote = nil
      say("nobody has voted: answer for the class")
    case .answered(let answer): return commit(answer, votes: vote.ballot)
    }
    return []
  }

  private mutating func commit(_ answer: Answer, votes: Ballot) -> [Effect] {
    guard let player else { return [] }
    self.player?.answers[player.index] = Player.Given(answer: answer, judgement: nil, votes: votes)
    var effects: [Effect] = []
    if player.pages.isDecidedAtOnce(player.index), let snapshot {
      effects = judge(player.index..<player.index + 1, by: Observation(snapshot, measured: player.measured))
    }
    // If no page comes with the outcome, a message tells it.
    let isLast = player.pages.indices.last { player.pages[$0].step == player.stepIndex } == player.index
    return isLast ? effects : effects + turnPage()
  }

  /// Judges the answers given on these pages, unless they are judged already.
  mutating func judge(_ pages: Range<Int>, by evidence: Observation) -> [Effect] {
    guard let player else { return [] }
    return pages.compactMap { index in
      guard let prediction = player.pages[index].prediction, let given = player.answers[index], given.judgement == nil
      else { return nil }
      let judgement = prediction.judge(given.answer, by: evidence)
      self.player?.answers[index]?.judgement = judgement
      return .keep(
        .answered(
          player.gatePlace(of: index), question: prediction.question.map(\.text).joined(),
          answer: given.answer.description, isRight: judgement.isRight, found: judgement.found, votes: given.votes))
    }
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
