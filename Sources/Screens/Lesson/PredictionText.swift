import Grid
import Lessons

// A prediction in words: what is asked, and what became of the answer.

extension LessonWriter {
  /// What became of the answers that were given before.
  mutating func writeJudgements(_ player: Player) {
    let answered = player.answeredBefore
    for (prediction, given) in answered {
      guard let judgement = given.judgement else { continue }
      // Of several, one has to know which is meant.
      if answered.count > 1 { put(spans(prediction.question, .muted)) }
      write(judgement, of: given, prediction, closely: answered.count > 1)
    }
  }

  private mutating func write(
    _ judgement: Judgement, of given: Player.Given, _ prediction: Prediction, closely: Bool = false
  ) {
    let who = given.votes.isEmpty ? "You said" : "Most of you said"
    if judgement.isRight {
      put(
        [Span("\(who) \(given.answer), and so it is.", .good)], mark: [Span("\(glyphs.right) ", .good)],
        closely: closely)
    } else {
      // What happened stands among the choices; a number or a text is what something is now.
      let words = words(judgement, prediction)
      let verdict = words.isEmpty ? ", but it is \(judgement.found)." : ". What happened is \(judgement.found)"
      put([Span("\(who) \(given.answer)\(verdict)", .warning)] + words, closely: closely)
    }
    guard case .choice(let choices, _) = prediction.form, given.votes.count == 2 else { return }
    for index in choices.indices {
      let counts = given.votes.map { index < $0.count ? $0[index] : 0 }
      let isFound = judgement.found == "\(index + 1)"
      put(
        [
          Span("\(counts[0]) \(glyphs.then) \(counts[1])  ", .key),
          Span(bar(counts[1], of: given.votes[1].max() ?? 0), isFound ? .good : .muted),
          Span(isFound ? " \(glyphs.right)" : "", .good),
        ], mark: [Span("\(index + 1)  ", .muted)], closely: index > 0)
    }
  }

  private func bar(_ votes: Int, of most: Int) -> String {
    String(repeating: glyphs.occupied, count: filledCells(votes, of: most, in: 20))
  }

  /// What the choice says that turned out to hold.
  private func words(_ judgement: Judgement, _ prediction: Prediction) -> [Span] {
    guard case .choice(let choices, _) = prediction.form, let number = Int(judgement.found),
      choices.indices.contains(number - 1)
    else { return [] }
    return [Span(": ", .warning)] + spans(choices[number - 1].words)
  }

  mutating func write(_ prediction: Prediction, _ player: Player) {
    let given = player.answers[player.index]
    put(largeSpans(prediction.question))
    switch prediction.form {
    case .choice(let choices, _):
      for (index, choice) in choices.enumerated() { write(choice, index, player, given) }
    case .number, .text:
      let field = given?.answer.description ?? player.entry.text
      put(
        [Span(field, .key), Span(given == nil ? "_" : "", .selected)], mark: [Span("\(glyphs.selected) ", .selected)])
    }
    if let given, let judgement = given.judgement, player.index + 1 == player.pages.count || !player.isFollowed {
      write(judgement, of: given, prediction)
    } else if given != nil {
      put([Span("Your answer is kept.", .muted)])
    } else if let vote = player.vote {
      put([Span(vote.words, .muted)])
    } else {
      put([Span("Commit to an answer before you look. It is kept for your report.", .muted)])
    }
  }

  private mutating func write(_ choice: Prediction.Choice, _ index: Int, _ player: Player, _ given: Player.Given?) {
    let isSelected =
      given.map { $0.answer == .choice(index) }
      ?? player.vote.map { $0.phase != .talk && $0.selected == index } ?? (player.entry.selected == index)
    var mark = [
      Span("\(isSelected ? glyphs.selected : " ") ", .selected), Span("\(index + 1)  ", isSelected ? .key : .text),
    ]
    if let vote = player.vote {
      let counts = vote.rounds[vote.round][index]
      mark.append(Span("[" + String(repeating: " ", count: max(0, 4 - counts.count)) + counts + "]  ", .key))
    }
    let first = lines.count
    put(spans(choice.words), mark: mark, closely: index > 0)
    if isSelected { selection = first..<lines.count }
  }
}

extension Player {
  /// Whether there is another page of the same step, which tells what became of an answer.
  fileprivate var isFollowed: Bool { index + 1 < pages.count && pages[index + 1].step == page.step }
}

extension Vote {
  fileprivate var words: String {
    switch phase {
    case .first: "First round: type how many are for each, Up and Down to move. Enter ends the round."
    case .talk: "Now convince your neighbour. Enter begins the second round."
    case .second: "Second round: type the votes again. Enter shows what happens."
    }
  }
}
