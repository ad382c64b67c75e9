import Grid
import Lessons
import Model

/// What a page of a lesson says, in lines of a certain width.
struct LessonText {
  /// On the rule above: what it is about, and what is to be done.
  let heading: String
  let tag: String
  let lines: [[Span]]
  /// Which of the lines are the choice that is selected.
  let choice: Range<Int>?

  /// How far apart lines stand that are read from far away: as far as there is room.
  enum Air: CaseIterable {
    /// With the title once more, and large.
    case titled, spaced, none
  }

  init(_ player: Player, _ glyphs: GlyphSet, width: Int, _ air: Air) {
    var writer = Writer(glyphs: glyphs, width: width, isLarge: player.options.presents, air: air)
    switch player.activity {
    case .over:
      (heading, tag) = (player.lesson.title, "the end")
      writer.write(endOf: player)
    case .contents(let selected):
      (heading, tag) = ("steps", "")
      writer.write(stepsOf: player, selected)
    case .watching where player.isUnfolding:
      (heading, tag) = (player.step.title, "watch")
      writer.write(waitingOn: player)
    case .reading, .watching, .freePlay:
      (heading, tag) = (player.step.title, player.tag)
      writer.write(pageOf: player)
    }
    lines = writer.lines
    choice = writer.choice
  }
}

extension Player {
  /// Whether what happens now is what one is to see before one reads on.
  fileprivate var isUnfolding: Bool { isShowingSolution || (pageInStep > 0 && !page.deeds.isEmpty) }

  fileprivate var tag: String {
    if isAsking { return vote.map { $0.phase == .talk ? "talk" : "vote" } ?? "predict" }
    return page.challenge == nil ? "" : "challenge"
  }
}

/// Puts paragraphs below each other, with a blank line between them.
private struct Writer {
  let glyphs: GlyphSet
  let width: Int
  /// Whether it is to be read from far away.
  let isLarge: Bool
  let air: LessonText.Air
  private(set) var lines: [[Span]] = []
  private(set) var choice: Range<Int>?
  private var wasListItem = false

  init(glyphs: GlyphSet, width: Int, isLarge: Bool, air: LessonText.Air) {
    (self.glyphs, self.width, self.isLarge, self.air) = (glyphs, width, isLarge, air)
  }

  /// A paragraph, its lines after the first under the first word behind its mark.
  private mutating func put(_ spans: [Span], mark: [Span] = [], closely: Bool = false) {
    if !lines.isEmpty, !closely { lines.append([]) }
    let indent = mark.cells
    let broken = wrapped(spans, within: max(8, width - indent))
    for (index, line) in broken.enumerated() {
      if index > 0, air != .none { lines.append([]) }
      lines.append((index == 0 ? mark : [Span(String(repeating: " ", count: indent))]) + line)
    }
  }

  private func spans(_ runs: [Paragraph.Run], _ plain: Style = .text) -> [Span] {
    // Bold is read from farther away.
    let plain: Style = isLarge && plain == .text ? .key : plain
    return runs.map { Span($0.text, $0.manner.style ?? plain) }
  }

  /// What is to be read from the last row.
  private func largeSpans(_ runs: [Paragraph.Run]) -> [Span] {
    isLarge ? [Span(large(runs.map(\.text).joined(), glyphs), .key)] : spans(runs, .key)
  }

  // MARK: A page

  mutating func write(pageOf player: Player) {
    if air == .titled { put([Span(large(player.step.title, glyphs), .heading)]) }
    writeJudgement(player)
    for part in player.page.content {
      switch part.content {
      case .text(let paragraph): write(paragraph)
      case .expectations(let conditions):
        for (index, condition) in conditions.enumerated() {
          write(condition, player.findings[condition.line], closely: index > 0)
        }
      case .deeds, .prediction, .challenge, .hint, .notes: break
      }
    }
    if let prediction = player.page.prediction { write(prediction, player) }
    if let challenge = player.page.challenge { write(challenge, player) }
    for (number, hint) in player.page.hints.prefix(player.hints).enumerated() {
      for (index, paragraph) in hint.enumerated() {
        put(
          spans(paragraph.runs, .narration), mark: index == 0 ? [Span("hint \(number + 1): ", .heading)] : [],
          closely: index > 0)
      }
    }
  }

  mutating func write(_ paragraph: Paragraph) {
    let isListItem: Bool
    if case .listItem = paragraph.kind { isListItem = true } else { isListItem = false }
    defer { wasListItem = isListItem }
    switch paragraph.kind {
    case .plain: put(spans(paragraph.runs))
    case .listItem(let mark): put(spans(paragraph.runs), mark: [Span("\(mark) ", .muted)], closely: wasListItem)
    case .quote: put(spans(paragraph.runs, .narration), mark: [Span("\(glyphs.vertical) ", .muted)])
    case .code:
      if !lines.isEmpty { lines.append([]) }
      for run in paragraph.runs { lines.append([Span("  " + run.text, .code)]) }
    }
  }

  private mutating func write(_ condition: Located<Condition>, _ finding: Player.Finding?, closely: Bool) {
    guard let finding else { return put([Span("  \(condition.value)", .muted)], closely: closely) }
    let style: Style = finding.holds ? .good : .warning
    let found = finding.holds ? [] : [Span(" (but \(finding.words))", .warning)]
    put(
      [Span("\(condition.value)", .code)] + found,
      mark: [Span("\(finding.holds ? glyphs.right : glyphs.wrong) ", style)], closely: closely)
  }

  // MARK: Predictions

  /// What became of the answer that was given on the page before.
  private mutating func writeJudgement(_ player: Player) {
    guard let (prediction, given) = player.judgedBefore, let judgement = given.judgement else { return }
    write(judgement, of: given, prediction)
  }

  private mutating func write(_ judgement: Judgement, of given: Player.Given, _ prediction: Prediction) {
    let who = given.votes.isEmpty ? "You said" : "Most of you said"
    if judgement.isRight {
      put([Span("\(who) \(given.answer), and so it is.", .good)], mark: [Span("\(glyphs.right) ", .good)])
    } else {
      // What happened stands among the choices; a number or a text is what something is now.
      let words = words(judgement, prediction)
      let verdict = words.isEmpty ? ", but it is \(judgement.found)." : ". What happened is \(judgement.found)"
      put([Span("\(who) \(given.answer)\(verdict)", .warning)] + words)
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

  private mutating func write(_ prediction: Prediction, _ player: Player) {
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
    if isSelected { self.choice = first..<lines.count }
  }

  mutating func write(waitingOn player: Player) {
    if player.isShowingSolution, let challenge = player.page.challenge {
      put([Span("A solution: \(challenge.solution.value)", .narration)])
    } else if let (_, given) = player.judgedBefore {
      put([Span("You said \(given.answer). Watch what happens.", .narration)])
    } else {
      put([Span("Watch what happens.", .narration)])
    }
  }

  // MARK: Challenges

  private mutating func write(_ challenge: Challenge, _ player: Player) {
    put(largeSpans(challenge.goal))
    let limit = challenge.limit.map { " of \($0)" } ?? ""
    if let won = player.won[player.index] {
      let moves = won.moves.count
      put(
        [Span("Won with \(moves) move\(moves == 1 ? "" : "s"): \(won)", .good)], mark: [Span("\(glyphs.right) ", .good)]
      )
    } else if player.isShowingSolution {
      put([Span("A solution: \(challenge.solution.value)", .narration)])
    } else if let progress = player.challenge {
      let moves = "moves \(progress.used.map { "\($0)" } ?? "?")\(limit)"
      let isBeyond = challenge.limit.map { progress.used ?? 0 > $0 } ?? false
      put(
        isBeyond
          ? [Span("\(moves): too many, b takes moves back, R begins anew", .warning)] : [Span(moves, .narration)])
    }
  }

  // MARK: The list of steps, and the end

  mutating func write(stepsOf player: Player, _ selected: Int) {
    for (index, step) in player.lesson.steps.enumerated() {
      let isSelected = index == selected
      put(
        [Span(step.title, isSelected ? .key : .text)],
        mark: [
          Span(isSelected ? "\(glyphs.selected) " : "  ", .selected),
          Span("\(index + 1)".count < 2 ? " \(index + 1)  " : "\(index + 1)  ", .muted),
        ], closely: index > 0)
    }
  }

  mutating func write(endOf player: Player) {
    put([Span("That was \"\(player.lesson.title)\".", .key)])
    let judged = player.answers.values.compactMap(\.judgement)
    if !judged.isEmpty {
      put([Span("Predictions: \(judged.count(where: \.isRight)) of \(judged.count) came true.")])
    }
    let challenges = player.pages.count { $0.challenge != nil }
    if challenges > 0 { put([Span("Challenges: \(player.won.count) of \(challenges) won.")], closely: true) }
    put([Span("You can say now:", .muted)])
    for (index, goal) in player.lesson.goals.enumerated() {
      put([Span(goal)], mark: [Span("- ", .muted)], closely: index > 0)
    }
    put([Span("q leaves. ringside lesson list shows the others, and what you have done.", .muted)])
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

extension Paragraph.Run.Manner {
  fileprivate var style: Style? {
    switch self {
    case .plain: nil
    case .strong: .key
    case .emphasized: .narration
    case .code: .code
    }
  }
}
