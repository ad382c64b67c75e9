import Grid
import Lessons
import Model
import Programs
import Testing

@testable import Screens

/// What somebody does to a lesson who does not wait, goes elsewhere, and comes back.
@Suite struct LessonInterruptionTests {
  private static let begin = ScriptStep.begin(Lesson.sample.setup, .posix)

  @Test func theListOfStepsDoesNotStopWhatHappens() {
    var screen = TestScreen.lesson()
    screen.press("2 Enter g")
    screen.effects = []
    screen.perform()
    #expect(screen.kept.contains { if case .answered = $0 { true } else { false } })
    #expect(screen.line(with: "─ steps").count > 0)
    screen.press("Esc")
    #expect(screen.text.contains("What actually happened: 1") && screen.text.contains("✓ lost = 0"))
  }

  @Test func theListOfStepsIsLeftForWhatWasThereBefore() {
    var screen = TestScreen.lesson()
    screen.press("2 Enter g Esc")
    #expect(screen.text.contains("Watch what happens."))
    screen = TestScreen.lesson(step: 2)
    screen.press("Right Right")
    screen.perform()
    screen.press("Right")
    #expect(screen.text.contains("That was"))
    screen.press("g Esc")
    #expect(screen.text.contains("That was"))
  }

  @Test func theSelectedStepIsSeenHoweverSmallTheScreen() {
    var screen = TestScreen.lesson(size: (40, 6))
    screen.press("g")
    for title in ["Numbers", "Your turn"] {
      screen.press("Down")
      #expect(screen.line(with: title).contains("▸"))
    }
  }

  @Test func freePlayStopsWhatHappensAndComesBackToAllOfIt() {
    var screen = TestScreen.lesson()
    screen.press("2 Enter f")
    #expect(screen.effects.contains(.perform([], watched: [])))
    screen.effects = []
    screen.perform()
    #expect(screen.kept == [])
    screen.press("Esc")
    #expect(
      screen.effects == [.perform([Self.begin, .moves(schedule("P1*2")), .moves(schedule("P2"))], watched: [])])
    screen.perform()
    #expect(screen.text.contains("What actually happened: 1"))
  }

  @Test func anAnswerIsNotJudgedByWhatWasBeforeIt() {
    var screen = TestScreen.lesson()
    screen.press("2 Enter Left")
    screen.perform()
    #expect(screen.kept == [.at(step: 0, page: 0)])
    #expect(screen.text.contains("Your answer is kept."))
    screen.press("Right")
    screen.perform()
    guard case .answered(_, _, "2", false, "1", Ballot())? = screen.kept.first else { return #expect(Bool(false)) }
  }

  @Test func severalAnswersAreJudgedByOneEvent() {
    var lesson = Lesson.sample
    lesson.steps[0].parts.insert(LessonPart(line: 21, .prediction(.number)), at: 3)
    var screen = TestScreen.playing(lesson)
    screen.press("2 Enter")
    screen.perform()
    screen.press("1 1 Enter")
    screen.effects = []
    screen.perform()
    let judged = screen.kept.compactMap {
      if case .answered(let place, _, _, let isRight, _, _) = $0 { (place.ordinal, isRight) } else { nil }
    }
    #expect(judged.map(\.0) == [0, 1] && judged.map(\.1) == [false, false])
  }

  @Test func theVotesOfAClassOutlastFreePlay() {
    var screen = TestScreen.lesson(Player.Options(votes: true))
    screen.press("1 2 Down 5 f Esc")
    // What is being brought back can be hurried, and that ends no round.
    screen.press("Enter")
    #expect(screen.effects == [.hurry])
    screen.perform()
    #expect(screen.text.contains("1  [  12]") && screen.text.contains("First round"))
  }

  @Test func afterAChallengeOfOnesOwnTheLessonGoesOnFromItsSolution() {
    var lesson = Lesson.sample
    lesson.steps[2].parts.append(LessonPart(line: 60, .deeds([Located(line: 61, .moves(schedule("C1")))])))
    let all: [ScriptStep] =
      [Self.begin] + ["P1*2", "P2", "P1*2"].map { .moves(schedule($0)) }
    let win = PlacedWin(place: GatePlace(step: 2, ordinal: 0), schedule: schedule("P1 P2"))
    // However one comes back to it.
    for keys in ["Right", "f Esc Right", "g Enter Right"] {
      var screen = TestScreen.playing(lesson, step: 2, won: [win])
      for key in keys.split(separator: " ") {
        screen.press(String(key))
        screen.perform()
      }
      #expect(
        screen.effects.contains(.perform(all, watched: [.moves(schedule("C1"))])), "after \(keys): \(screen.effects)")
    }
  }

  @Test func afterSomethingFailedTheNextPageBeginsFromTheBeginning() {
    var screen = TestScreen.lesson()
    screen.press("2 Enter")
    screen.effects = update(&screen.state, .notPerformed("there is no memory"))
    #expect(screen.foot == "this did not go as the lesson says: there is no memory")
    screen.press("Right")
    #expect(
      screen.effects.contains(
        .perform([Self.begin, .moves(schedule("P1*2")), .moves(schedule("P2"))], watched: [])))
  }

  @Test func whoIsAtTheEndIsAtTheEndOnce() {
    var screen = TestScreen.lesson(step: 2)
    screen.press("Right Right")
    screen.perform()
    screen.press("Right")
    #expect(screen.kept == [.done(step: 2), .finished])
    for key in ["Right", "Enter"] {
      screen.press(key)
      #expect(screen.effects == [])
    }
  }

  @Test func whatWasFoundInAnEarlierRunIsToldAgain() {
    let answer = PlacedAnswer(place: GatePlace(step: 1, ordinal: 0), text: "11", isRight: false, found: "12")
    var screen = TestScreen.playing(.sample, step: 1, answers: [answer])
    screen.press("Right")
    screen.perform()
    #expect(screen.text.contains("You said 11. What actually happened: 12."))
  }
}

extension TestScreen {
  /// A lesson where somebody left it.
  fileprivate static func playing(
    _ lesson: Lesson, step: Int = 0, answers: [PlacedAnswer] = [], won: [PlacedWin] = []
  ) -> TestScreen {
    var screen = TestScreen(.stepping)
    screen.show { $0.schedule = Schedule(Array(repeating: P1, count: 47)) }
    screen.effects = screen.state.play(Player(lesson, step: step, answers: answers, won: won))
    screen.perform()
    return screen
  }
}
