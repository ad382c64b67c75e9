import Grid
import Lessons
import Model
import Programs
import Testing

@testable import Screens

/// What stands in the place of the ring while a lesson compares transports.
@Suite struct LessonComparisonTests {
  private static let prediction = Prediction(
    [Paragraph.TextRun("How many calls?")], .number(of: try! Term(reading: "pipe@64.calls"), right: 2))

  private static func text(_ words: String) -> LessonPart {
    LessonPart(line: 1, .text(Paragraph([Paragraph.TextRun(words)])))
  }

  /// A question before a comparison, its outcome, a question after it; then a text before a second comparison.
  private var screen: TestScreen {
    var lesson = Lesson.sample
    lesson.steps = [
      Step(
        title: "Measured", line: 1,
        parts: [
          Self.text("Two processes."), LessonPart(line: 2, .prediction(Self.prediction)),
          LessonPart(line: 3, .deeds([Located(line: 4, .compare([64], processors: 1))])), Self.text("Two calls."),
          LessonPart(line: 5, .prediction(.number)), Self.text("Ten slots."),
        ]),
      Step(
        title: "Again", line: 6,
        parts: [
          Self.text("Larger ones."), LessonPart(line: 7, .deeds([Located(line: 8, .compare([512], processors: 1))])),
          Self.text("As many calls."),
        ]),
      Step(title: "The ring", line: 9, parts: [Self.text("Slots.")]),
    ]
    var screen = TestScreen()
    let transports = ["pipe", "ring"].map {
      ComparedTransport(
        name: $0, title: $0, family: $0, isShared: $0 == "ring",
        traits: .init(waiting: "", reach: "", effort: "", safety: ""))
    }
    screen.state = State(catalogue: catalogue, transports: transports)
    _ = update(&screen.state, .resized(screen.size))
    screen.show(.stepping)
    screen.effects = screen.state.play(Player(lesson))
    screen.perform()
    return screen
  }

  private func measure(_ size: Int, _ screen: inout TestScreen) {
    _ = update(&screen.state, .comparing([size]))
    for name in ["pipe", "ring"] {
      let figures = ComparisonRow.Figures(
        messagesPerSecond: 77_000, copies: 2, systemCalls: 2, roundTrip: 5_200, roundTrip99thPercentile: 9_000)
      _ = update(&screen.state, .comparison(ComparisonRow(transport: name, size: size, outcome: .measured(figures))))
    }
  }

  @Test func aQuestionBeforeItStandsBesideAnEmptyTable() {
    var screen = screen
    #expect(screen.text.contains("How many calls?") && screen.text.contains("pipe"))
    #expect(!screen.text.contains("slot") && !screen.text.contains("parked"))
    screen.press("2 Enter")
    measure(64, &screen)
    screen.perform()
    #expect(screen.text.contains("77") && screen.text.contains("You said 2."))
    // What was measured before stays for the rest of the step, and is gone before the next comparison.
    screen.press("1 0 Enter")
    screen.perform()
    #expect(screen.text.contains("Ten slots.") && screen.text.contains("77"))
    screen.press("Right")
    screen.perform()
    #expect(screen.text.contains("Larger ones.") && screen.text.contains("pipe") && !screen.text.contains("77"))
    screen.press("Right")
    measure(512, &screen)
    screen.perform()
    #expect(screen.text.contains("As many calls.") && screen.text.contains("77"))
    screen.press("Right")
    screen.perform()
    #expect(screen.text.contains("Slots.") && !screen.text.contains("pipe") && screen.text.contains("P1"))
  }
}
