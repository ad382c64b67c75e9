import Grid
import Lessons

// A prediction in words: the question, and the choices or the votes.

extension LessonWriter {
  mutating func write(_ prediction: Prediction, _ player: Player) {
    put(spans(prediction.question, .key), mark: glyphs.isSpoken ? [Span("Question: ")] : [])
    if let answered = player.answered(player.index) {
      writeGiven(answered, player)
    } else if let vote = player.vote {
      write(vote, on: prediction)
      put([Span(vote.words, .muted)])
    } else {
      writeEntry(prediction, player)
      // A listener is told this once.
      if glyphs.isSpoken, !player.answers.isEmpty { return }
      put(
        [Span("Commit to an answer before you look. It is kept for your report.", .muted)], closely: air == .brief)
    }
  }

  /// Writes the committed answer, and its outcome if no page with the outcome follows.
  private mutating func writeGiven(_ answered: Player.Answered, _ player: Player) {
    if answered.given.judgement != nil, player.index + 1 == player.pages.count || !player.isFollowed {
      return writeJudgement(answered)
    }
    if glyphs.isSpoken {
      put([Span("\(answered.words(of: answered.given.answer.description)).")])
    } else if case .choice(let choices, _) = answered.prediction.form {
      for (place, index) in answered.order.inFile.enumerated() {
        write(choices[index], place, isSelected: answered.given.answer == .choice(index))
      }
    } else {
      put([Span(answered.given.answer.description, .key)], mark: [Span("\(glyphs.selected) ", .selected)])
    }
    put([Span("Your answer is kept.", .muted)])
  }

  private mutating func writeEntry(_ prediction: Prediction, _ player: Player) {
    if case .choice(let choices, _) = prediction.form {
      for (place, index) in player.order(of: player.index).inFile.enumerated() {
        write(choices[index], place, isSelected: player.entry.selected == place)
      }
    } else if !glyphs.isSpoken {
      put([Span(player.entry.text, .key), Span("_", .selected)], mark: [Span("\(glyphs.selected) ", .selected)])
    }
  }

  private mutating func write(_ choice: Prediction.Choice, _ place: Int, isSelected: Bool, votes: [Span] = []) {
    let mark =
      glyphs.isSpoken
      ? [Span("\(place + 1). ")]
      : [
        Span("\(isSelected ? glyphs.selected : " ") ", .selected), Span("\(place + 1)  ", isSelected ? .key : .text),
      ]
    putRow(spans(choice.words), mark: mark + votes, closely: place > 0, isSelected: isSelected, place)
  }

  /// A row that can be selected, by its place among the rows.
  private mutating func putRow(_ spans: [Span], mark: [Span], closely: Bool, isSelected: Bool, _ place: Int) {
    let first = lines.count
    put(spans, mark: mark, closely: closely)
    // Without the blank line above.
    targets.append((first + (first > 0 && !closely ? 1 : 0)..<lines.count, .choice(place)))
    if isSelected { selection = first..<lines.count }
  }

  // MARK: - Votes

  private mutating func write(_ vote: Vote, on prediction: Prediction) {
    for (place, answer) in vote.answers.enumerated() {
      let isSelected = vote.phase != .talk && vote.selected == place
      let typed = vote.rounds[vote.round][place]
      let votes = [Span("[" + String(repeating: " ", count: max(0, 4 - typed.count)) + typed + "]  ", .key)]
      if case .choice(let choices, _) = prediction.form, let index = answer.choice {
        write(choices[index], place, isSelected: isSelected, votes: votes)
      } else {
        let mark = [Span("\(isSelected ? glyphs.selected : " ") ", .selected)]
        putRow([Span(answer.description)], mark: mark + votes, closely: place > 0, isSelected: isSelected, place)
      }
    }
    guard vote.isOpen, vote.phase == .first || vote.phase == .second else { return }
    let isSelected = vote.isTypingAnswer
    putRow(
      [Span("another answer: ", .muted), Span(vote.newAnswer.text, .key), Span(isSelected ? "_" : "", .selected)],
      mark: [Span("\(isSelected ? glyphs.selected : " ") ", .selected)], closely: !vote.answers.isEmpty,
      isSelected: isSelected, vote.answers.count)
  }
}

extension Player {
  /// Whether the step has another page, which shows the outcome of an answer.
  fileprivate var isFollowed: Bool { index + 1 < pages.count && pages[index + 1].step == page.step }
}

extension Vote {
  fileprivate var words: String {
    switch phase {
    case .first where isOpen, .second where isOpen:
      "\(ordinal) round: type an answer and Enter, then its votes and Enter. Enter without an answer ends the round."
    case .first: "First round: type the votes for each answer, Up and Down to move. Enter ends the round."
    case .talk: "Now convince your neighbour. Enter begins the second round."
    case .second: "Second round: type the votes again. Enter shows what happens."
    case .tie: "A tie. Choose the answer of the class with Up and Down, then press Enter."
    }
  }

  private var ordinal: String { phase == .first ? "First" : "Second" }
}
