import Grid
import Lessons

// A lesson as a whole: the list of its steps, and its end.

extension LessonWriter {
  mutating func write(stepsOf player: Player, _ selected: Int) {
    for (index, step) in player.lesson.steps.enumerated() {
      let isSelected = index == selected
      put(
        [Span(step.title, isSelected ? .key : .text)],
        mark: [
          Span(isSelected ? "\(glyphs.selected) " : "  ", .selected),
          Span("\(index + 1)".count < 2 ? " \(index + 1)  " : "\(index + 1)  ", .muted),
        ], closely: index > 0)
      targets.append((lines.count - 1..<lines.count, .step(index)))
      if isSelected { selection = lines.count - 1..<lines.count }
    }
  }

  mutating func write(endOf player: Player) {
    put([Span("That was \"\(player.lesson.title)\".", .key)])
    if let next = player.next { put([Span("\(glyphs.isSpoken ? "next" : "Right") begins \(next).", .narration)]) }
    let judged = player.answers.values.compactMap(\.judgement)
    if !judged.isEmpty {
      put([Span("Predictions: \(judged.count(where: \.isRight)) of \(judged.count) were right.")])
    }
    let challenges = player.pages.count { $0.challenge != nil }
    if challenges > 0 { put([Span("Challenges: \(player.won.count) of \(challenges) won.")], closely: true) }
    put([Span("Now you can explain:", .muted)])
    for (index, goal) in player.lesson.goals.enumerated() {
      put([Span(goal)], mark: [Span("- ", .muted)], closely: index > 0)
    }
    put([
      Span(glyphs.isSpoken ? "quit leaves. " : "q leaves. ", .muted), Span("ringside lesson list", .code),
      Span(" shows the other lessons and what you have done.", .muted),
    ])
  }
}
