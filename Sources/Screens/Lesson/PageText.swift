import Grid
import Lessons
import Model

// A page in words: its text, its expectations of the experiment, and its hints.

extension LessonWriter {
  mutating func write(pageOf player: Player) {
    writeJudgements(player)
    for part in player.page.content {
      switch part.content {
      case .text(let paragraph): write(paragraph)
      case .expectations(let conditions):
        for (index, condition) in conditions.enumerated() {
          write(condition, player.findings[condition.line], closely: index > 0 || air == .brief)
        }
      case .deeds, .prediction, .challenge, .hint, .notes: break
      }
    }
    if let prediction = player.page.prediction { write(prediction, player) }
    if let challenge = player.page.challenge { write(challenge, player) }
    write(hintsOf: player, from: 0)
  }

  /// Writes the hints that the user asked for.
  mutating func write(hintsOf player: Player, from first: Int) {
    for (number, hint) in player.page.hints.prefix(player.hints).enumerated().dropFirst(first) {
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
      if glyphs.isSpoken { put([Span("Code:")]) } else if !lines.isEmpty { lines.append([]) }
      for run in paragraph.runs { putCode(run.text) }
    }
  }

  /// A line of code stays on one line, or continues on the next with more indentation.
  private mutating func putCode(_ text: String) {
    guard [Span(text)].cells + 2 > width else { return lines.append([Span("  " + text, .code)]) }
    let indent = text.prefix { $0 == " " }.count + 2
    let code = wrapped([Span(String(text.drop { $0 == " " }), .code)], within: max(8, width - indent - 4))
    for (index, line) in code.enumerated() {
      lines.append([Span(String(repeating: " ", count: indent + (index == 0 ? 0 : 4)))] + line)
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

  mutating func write(waitingOn player: Player) {
    if player.isShowingSolution, let challenge = player.page.challenge {
      put([Span("A solution: \(challenge.solution.value)", .narration)])
    } else if let answered = player.answeredBefore.last {
      put([Span("\(answered.words(of: answered.given.answer.description)). Watch what happens.", .narration)])
    } else {
      put([Span("Watch what happens.", .narration)])
    }
  }
}
