import Grid
import Lessons

// The outcome of an answer: the choices once more, the chosen one and the right one, the reason, and the votes of a
// class.

extension LessonWriter {
  /// Writes the outcomes of the answers that were given on the pages before.
  mutating func writeJudgements(_ player: Player) {
    let answered = player.answeredBefore.filter { $0.given.judgement != nil }
    for answer in answered {
      // If there are several, each needs its question.
      if player.answeredBefore.count > 1 { put(spans(answer.prediction.question, .muted)) }
      writeJudgement(answer, closely: player.answeredBefore.count > 1)
    }
  }

  mutating func writeJudgement(_ answered: Player.Answered, closely: Bool = false) {
    guard let judgement = answered.given.judgement else { return }
    let given = answered.words(of: answered.given.answer.description)
    let sign = [Span("\(judgement.isRight ? glyphs.right : glyphs.wrong) ", judgement.isRight ? .good : .warning)]
    let mark = glyphs.isSpoken ? [] : sign
    if judgement.isRight {
      put([Span("\(given). That is correct.", .good)], mark: mark, closely: closely)
    } else {
      put(
        [Span("\(given). What actually happened: \(answered.name(of: judgement.found)).", .warning)], mark: mark,
        closely: closely)
    }
    if glyphs.isSpoken { return writeChoices(answered, judgement) }
    let tally = Tally(answered.given.votes, answered)
    if case .choice(let choices, _) = answered.prediction.form {
      for (place, index) in answered.order.inFile.enumerated() {
        write(choices[index], place, index, answered, judgement)
        if let tally { lines.append([Span("      ")] + tally.line(ofRow: index, self)) }
      }
    } else if let tally {
      for (row, answer) in tally.answers.enumerated() {
        let isFound = answered.prediction.agrees(answer, judgement.found)
        // Not wrapped like text: the columns keep their spaces.
        if row == 0 { lines.append([]) }
        let name = fitting([answer], within: tally.answerWidth, ellipsis: glyphs.ellipsis)
        lines.append(
          [
            Span("\(isFound ? glyphs.right : "".padded(to: [Span(glyphs.right)].cells)) ", .good),
            Span(name.padded(to: tally.answerWidth) + "  "),
          ] + tally.line(ofRow: row, self))
      }
    }
  }

  /// Writes the chosen choice with its reason, and the right one, each with a word in place of the marks.
  private mutating func writeChoices(_ answered: Player.Answered, _ judgement: Judgement) {
    guard case .choice(let choices, _) = answered.prediction.form else { return }
    for (place, index) in answered.order.inFile.enumerated() {
      let isChosen = answered.given.answer == .choice(index)
      guard isChosen || judgement.names(index) else { continue }
      put(spans(choices[index].words), mark: [Span("\(place + 1), \(isChosen ? "your answer" : "what happened"): ")])
      if isChosen, let reason = choices[index].reason { put(spans(reason)) }
    }
  }

  /// Writes a choice, marked as chosen, right or both, with the reason if it was chosen.
  private mutating func write(
    _ choice: Prediction.Choice, _ place: Int, _ index: Int, _ answered: Player.Answered, _ judgement: Judgement
  ) {
    let isChosen = answered.given.answer == .choice(index)
    let isFound = judgement.names(index)
    let style: Style = isFound ? .good : isChosen ? .warning : .muted
    let sign = isFound ? glyphs.right : isChosen ? glyphs.wrong : ""
    let mark = [
      Span(isChosen ? glyphs.selected : " ", .selected), Span(sign.padded(to: [Span(glyphs.right)].cells + 1), style),
      Span("\(place + 1)  ", isChosen ? .key : style),
    ]
    var words = choice.words.map { Span($0.text, $0.emphasis == .code ? .inlineCode : style) }
    if air == .brief, !isChosen {
      words = [Span(fitting([choice.words.plainText], within: width - mark.cells, ellipsis: glyphs.ellipsis), style)]
    }
    put(words, mark: mark, closely: place > 0 || air == .brief)
    if isChosen, let reason = choice.reason {
      put(spans(reason), mark: [Span(String(repeating: " ", count: mark.cells))], closely: true)
    }
  }
}

extension Judgement {
  /// Whether a choice is among those that hold.
  fileprivate func names(_ index: Int) -> Bool { found.split(separator: ", ").contains("\(index + 1)") }
}

extension Player.Answered {
  /// An answer's name on the screen: for a choice its number there.
  func name(of answer: String) -> String {
    guard case .choice = prediction.form else { return answer }
    let names = answer.split(separator: ", ").map { number in
      Int(number).flatMap { order.place(ofChoice: $0 - 1) }.map { "\($0 + 1)" } ?? String(number)
    }
    return names.joined(separator: ", ")
  }

  /// `You chose 2`, `Most of you said 12`
  func words(of answer: String) -> String {
    let verb = if case .choice = prediction.form { "chose" } else { "said" }
    return "\(given.votes.rounds.isEmpty ? "You" : "Most of you") \(verb) \(name(of: answer))"
  }
}

/// The votes of a class in columns: counts, percentages and bars.
private struct Tally {
  /// The answers that were voted on, if the question has no choices.
  let answers: [String]
  let answerWidth: Int
  /// The rounds with votes.
  private let rounds: [[Int]]
  private let countWidth: Int

  /// Nil if nobody voted.
  init?(_ ballot: Ballot, _ answered: Player.Answered) {
    let rows =
      if case .choice(let choices, _) = answered.prediction.form { choices.count } else { ballot.answers.count }
    rounds = ballot.rounds.map { round in (0..<rows).map { $0 < round.count ? round[$0] : 0 } }
      .filter { $0.contains { $0 > 0 } }
    guard !rounds.isEmpty else { return nil }
    answers = ballot.answers
    answerWidth = min(24, answers.map { width(of: $0) }.max() ?? 0)
    countWidth = rounds.joined().map { "\($0)".count }.max() ?? 1
  }

  /// `12  57 % -> 20  95 %  ####`
  func line(ofRow row: Int, _ writer: LessonWriter) -> [Span] {
    let columns = rounds.map { round in
      "\(round[row])".padded(before: countWidth) + "\(percentage(round[row], of: round))".padded(before: 4) + " %"
    }
    let last = rounds[rounds.count - 1]
    let text = columns.joined(separator: " \(writer.glyphs.then) ") + "  "
    let room = max(4, min(24, writer.width - width(of: text) - 6 - answerWidth))
    let bar = String(repeating: writer.glyphs.occupied, count: filledCells(last[row], of: last.max() ?? 0, in: room))
    return [Span(text, .key), Span(bar, .muted)]
  }

  private func percentage(_ votes: Int, of round: [Int]) -> Int {
    let all = round.reduce(0, +)
    return (votes * 200 + all) / (2 * all)
  }
}
