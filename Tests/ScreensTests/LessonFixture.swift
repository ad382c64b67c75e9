import Grid
import Lessons
import Model
import Programs

@testable import Screens

private func text(_ words: String) -> LessonPart { LessonPart(line: 1, .text(Paragraph([Paragraph.TextRun(words)]))) }

private func condition(_ text: String, line: Int = 1) -> Located<Condition> {
  Located(line: line, try! Condition(reading: text))
}

func schedule(_ text: String) -> Schedule { try! Schedule(reading: text) }

extension Prediction {
  static let choice = Prediction(
    [Paragraph.TextRun("What will the ledger say after the step of P2?")],
    .choice(
      [
        Choice([Paragraph.TextRun("nothing changes: P2 writes into the next free slot")], condition("lost = 0")),
        Choice(
          [Paragraph.TextRun("one item is lost, and the ring still looks perfectly healthy")], condition("lost = 1")),
      ], right: 1))
  static let number = Prediction(
    [Paragraph.TextRun("How many slots are there?")], .number(of: try! Term(reading: "slots"), right: 10))
  static let words = Prediction(
    [Paragraph.TextRun("What does P1 do next?")],
    .text(of: try! Term(reading: "P1.next"), right: ["sem_wait(empty)", "wait for empty"]))
}

extension Lesson {
  /// Three steps: a prediction whose outcome is on the next page; a number and a text, judged at once; a challenge.
  static let sample = Lesson(
    name: "sample", number: 11, title: "Synchronization off", minutes: 5, goals: ["what gets lost", "why"],
    setup: Setup(producers: 2, consumers: 2, pace: .step),
    steps: [
      Step(
        title: "Two producers, one number", line: 10,
        parts: [
          LessonPart(line: 11, .deeds([Located(line: 12, .moves(schedule("P1*2")))])),
          text("Both producers read `in` when it was 1, and both hold it in a register of their own."),
          LessonPart(line: 15, .prediction(.choice)),
          LessonPart(line: 20, .hint([Paragraph([Paragraph.TextRun("Look at the registers.")])])),
          LessonPart(line: 24, .deeds([Located(line: 25, .moves(schedule("P2")))])),
          text("No error was raised, and the ring looks healthy."),
          LessonPart(line: 30, .expectations([condition("lost = 0", line: 31), condition("slots = 4", line: 32)])),
        ]),
      Step(
        title: "Numbers", line: 40,
        parts: [LessonPart(line: 41, .prediction(.number)), LessonPart(line: 45, .prediction(.words))]),
      Step(
        title: "Your turn", line: 50,
        parts: [
          text("Now you."),
          LessonPart(
            line: 52,
            .challenge(
              Challenge(
                [Paragraph.TextRun("Bring P1 to its end in at most 3 moves.")], until: condition("steps >= 49"),
                limit: 3,
                solution: Located(line: 55, schedule("P1*2"))))),
          LessonPart(line: 58, .hint([Paragraph([Paragraph.TextRun("Press p.")])])),
        ]),
    ])
}

extension TestScreen {
  /// A lesson at its beginning, with what its first page needs done already.
  static func lesson(
    _ options: Player.Options = Player.Options(), size: (Int, Int) = (80, 24), glyphs: GlyphSet = .unicode,
    step: Int = 0, page: Int = 0
  ) -> TestScreen {
    var screen = TestScreen(.stepping, size: size, glyphs: glyphs)
    screen.show { $0.schedule = Schedule(Array(repeating: P1, count: 47)) }
    screen.effects = screen.state.play(Player(.sample, options: options, step: step, page: page))
    screen.perform()
    return screen
  }

  /// What was asked for has happened.
  mutating func perform() { effects += update(&state, .performed(Observation(state.snapshot!))) }

  var kept: [LessonNews] { effects.compactMap { if case .keep(let news) = $0 { news } else { nil } } }
}
