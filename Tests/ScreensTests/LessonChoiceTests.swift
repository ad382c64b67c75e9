import Grid
import Lessons
import Model
import Programs
import Testing

@testable import Screens

/// Choices in another order, and once more beside the explanation.
@Suite struct LessonChoiceTests {
  private func seed(_ order: [Int], step: Int = 0) -> UInt64 {
    (1...).lazy.map(UInt64.init)
      .first { ChoiceOrder(count: order.count, seed: $0, step: step, ordinal: 0).inFile == order }!
  }

  private func screen(seed: UInt64?, size: (Int, Int) = (80, 24), because: Bool = true) -> TestScreen {
    var lesson = Lesson.sample
    if because, case .choice(var choices, let right) = Prediction.choice.form {
      choices[0].reason = [
        Paragraph.TextRun("P2 has read "), Paragraph.TextRun("in", .code), Paragraph.TextRun(" already."),
      ]
      choices[1].reason = [Paragraph.TextRun("Both wrote slot 1.")]
      lesson.steps[0].parts[2] = LessonPart(
        line: 15, .prediction(Prediction(Prediction.choice.question, .choice(choices, right: right))))
    }
    var screen = TestScreen(.stepping, size: size)
    screen.effects = screen.state.play(Player(lesson, options: Player.Options(seed: seed)))
    screen.perform()
    return screen
  }

  @Test func aNumberMeansTheChoiceBesideIt() {
    for order in [[0, 1], [1, 0]] {
      var screen = screen(seed: seed(order))
      #expect(screen.line(with: "one item is lost").contains("\(order.firstIndex(of: 1)! + 1)  one item"))
      screen.press("1")
      #expect(screen.line(with: "▸ 1  ").contains(order[0] == 0 ? "nothing changes" : "one item is lost"))
      screen.press("Enter")
      screen.effects = []
      screen.perform()
      // What is kept is the choice, wherever it was shown. The snapshot says that nothing is lost.
      guard case .answered(_, _, let answer, let isRight, "1", _)? = screen.kept.first else {
        return #expect(Bool(false))
      }
      #expect(answer == "\(order[0] + 1)" && isRight == (order[0] == 0))
    }
  }

  @Test func upAndDownGoThroughWhatIsShown() {
    var screen = screen(seed: seed([1, 0]))
    screen.press("Down")
    #expect(screen.line(with: "▸ 1  ").contains("one item is lost"))
    screen.press("Down Down")
    #expect(screen.line(with: "▸ 2  ").contains("nothing changes"))
  }

  @Test func theChoicesStandOnceMoreBesideTheExplanation() {
    var screen = screen(seed: seed([1, 0]))
    screen.press("1 Enter")
    screen.perform()
    #expect(screen.line(with: "✗ You chose 1. What actually happened: 2.").count > 0)
    #expect(screen.line(with: "▸✗ 1  one item is lost, and").count > 0)
    #expect(screen.text.contains("\n        Both wrote slot 1.\n"))
    #expect(screen.line(with: " ✓ 2  nothing changes: P2").count > 0)
    #expect(!screen.text.contains("P2 has read") && screen.text.contains("No error was raised"))
  }

  @Test func whyTheRightOneIsRightIsToldAsWell() {
    var screen = screen(seed: seed([1, 0]))
    screen.press("2 Enter")
    screen.perform()
    #expect(screen.text.contains("✓ You chose 2. That is correct.") && screen.text.contains("▸✓ 2  nothing changes"))
    #expect(screen.text.contains("P2 has read in already."))
  }

  @Test func whereThereIsLittleRoomOthersAreCut() {
    var screen = screen(seed: nil, size: (40, 16))
    screen.press("2 Enter")
    screen.perform()
    #expect(screen.line(with: " ✓ 1  nothing changes: P2 ").hasSuffix("…"))
  }

  @Test func whatWasChosenInAnEarlierRunIsShownInItsOrder() {
    let answer = PlacedAnswer(
      place: GatePlace(step: 0, ordinal: 0), text: "2", isRight: false, found: "1",
      votes: Ballot(rounds: [[3, 1], [1, 3]]))
    var screen = TestScreen(.stepping)
    screen.effects = screen.state.play(
      Player(.sample, options: Player.Options(seed: seed([1, 0])), step: 0, page: 1, answers: [answer]))
    screen.perform()
    #expect(screen.text.contains("Most of you chose 1. What actually happened: 2."))
    #expect(screen.text.contains("1  25 % → 3  75 %  ███"))
  }

  // MARK: Going on

  @Test func theLastPageLeadsToTheNextLesson() {
    var screen = TestScreen(.stepping)
    screen.effects = screen.state.play(Player(.sample, step: 2, next: "lesson 12: It ran fine"))
    screen.perform()
    screen.press("Right Right")
    screen.perform()
    screen.press("Right")
    #expect(screen.text.contains("Right begins lesson 12: It ran fine.") && screen.foot.contains("Right next lesson"))
    for key in ["Right", "Enter", "n"] {
      screen.press(key)
      #expect(screen.effects == [.nextLesson])
    }
  }

  @Test func aStepIsFoundByItsNumber() {
    var lesson = Lesson.sample
    lesson.steps += (4...13).map { Step(title: "step \($0)", line: $0, parts: lesson.steps[2].parts) }
    var screen = TestScreen(.stepping)
    screen.effects = screen.state.play(Player(lesson))
    screen.perform()
    screen.press("g 1 2")
    #expect(screen.line(with: "▸ 12  step 12").count > 0 && screen.line(with: "─ steps").contains("step 12"))
    // Beyond the last one another number begins; 0 is none.
    screen.press("7")
    #expect(screen.line(with: "▸  7  step 7").count > 0)
    screen.press("0 Backspace 1 0")
    #expect(screen.line(with: "▸ 10  step 10").count > 0)
    screen.press("Down 5 Enter")
    #expect(screen.kept == [.at(step: 4, page: 0)])
  }

  @Test func aChallengeSaysWhenItsMovesAreUsedUp() {
    var screen = TestScreen.lesson(step: 2)
    for number in 1...3 {
      screen.state.message = nil
      screen.makeMove("C1")
      #expect(screen.foot.contains("R begins anew") == (number == 3))
    }
    #expect(screen.foot == "all 3 moves are used: b takes a move back, R begins anew")
    #expect(screen.text.contains("moves 3 of 3: all used. b takes a move back, R begins anew"))
  }
}

extension TestScreen {
  /// A process steps, which brings the challenge no nearer.
  fileprivate mutating func makeMove(_ id: String) {
    var snapshot = state.snapshot!
    snapshot.schedule?.moves.append(.step(WorkerID(id)!))
    effects = update(&state, .snapshot(snapshot))
  }
}
