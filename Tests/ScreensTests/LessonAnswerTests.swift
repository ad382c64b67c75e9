import Grid
import Lessons
import Model
import Programs
import Testing

@testable import Screens

@Suite struct LessonAnswerTests {
  @Test func anAnswerIsCommittedBeforeAnythingIsSeen() {
    var screen = TestScreen.lesson()
    screen.press("Enter")
    #expect(screen.foot == "Enter: choose first, with 1 to 2 or Up and Down")
    screen.press("Right")
    #expect(screen.foot == "Right: choose an answer and press Enter first; g goes to another step")
    screen.press("3")
    #expect(screen.effects == [])
    screen.press("2 Enter")
    // The place is kept once it is seen: who leaves before finds the question open again.
    #expect(screen.effects == [.perform([], watched: [.moves(schedule("P2"))])])
    #expect(screen.text.contains("You chose 2. Watch what happens.") && !screen.text.contains("No error was raised"))
    screen.effects = []
    screen.perform()
    // The snapshot says that nothing is lost.
    #expect(screen.text.contains("You chose 2. What actually happened: 1."))
    #expect(screen.text.contains("No error was raised"))
    #expect(screen.text.contains("✓ lost = 0") && screen.text.contains("✗ slots = 4 (but slots = 10)"))
    guard case .answered(let place, _, "2", false, "1", Ballot())? = screen.kept.first else {
      return #expect(Bool(false))
    }
    #expect(place == GatePlace(step: 0, ordinal: 0))
    // It cannot be taken back.
    screen.press("Left")
    screen.perform()
    screen.press("1")
    #expect(screen.text.contains("▸ 2  one item is lost") && screen.text.contains("Your answer is kept."))
    screen.press("Enter")
    screen.perform()
    #expect(
      screen.text.contains("✗ 2  one item is lost") && screen.text.contains("You chose 2. What actually happened: 1."))
  }

  @Test func numbersAndTextsAreTyped() {
    var screen = TestScreen.lesson(step: 1)
    screen.press("-")
    #expect(screen.foot == "moves are shown 1/2 as fast as usual")
    screen.press("1 x 1 Backspace 0")
    #expect(screen.line(with: "▸ 1").contains("▸ 10_"))
    screen.press("Enter")
    guard case .answered(_, _, "10", true, "10", _)? = screen.kept.first else { return #expect(Bool(false)) }
    screen.perform()
    #expect(screen.text.contains("You said 10. That is correct."))
    #expect(screen.text.contains("What does P1 do next?"))
    // Letters go into the field, so that the keys that are named are others.
    #expect(screen.foot.contains("F3 go to") && screen.foot.contains("F10 leave") && !screen.foot.contains(" g go"))
    screen.press("Right")
    #expect(screen.foot == "Right: type an answer and press Enter first; F3 goes to another step")
    screen.press("S E M _ w a i t space ( e m p t y )")
    #expect(screen.text.contains("SEM_wait (empty)_"))
    screen.press("Enter")
    guard case .answered(let place, _, _, true, _, _)? = screen.kept.first else { return #expect(Bool(false)) }
    #expect(place == GatePlace(step: 1, ordinal: 1))
    // It is the last of its step: what came out is told below it.
    #expect(screen.text.contains("You said SEM_wait (empty). That is correct."))
    screen.press("Enter")
    #expect(screen.kept.first == .done(step: 1))
  }

  @Test func aClassVotesTwice() {
    var screen = TestScreen.lesson(Player.Options(votes: true))
    #expect(screen.line(with: "Two producers").hasSuffix(" vote ──"))
    screen.press("1 2 Down 5 Enter")
    #expect(screen.text.contains("convince your neighbour") && screen.text.contains("1  [  12]"))
    screen.press("Enter 3 Down 1 4")
    #expect(screen.text.contains("1  [   3]") && screen.text.contains("2  [  14]"))
    screen.press("Enter")
    screen.perform()
    #expect(screen.text.contains("Most of you chose 2."))
    #expect(screen.line(with: "12  71 % ").contains("12  71 % →  3  18 %  ███"))
    #expect(screen.line(with: " 5  29 % ").contains(" 5  29 % → 14  82 %  ███"))
    guard case .answered(_, _, "2", false, "1", Ballot(rounds: [[12, 5], [3, 14]]))? = screen.kept.dropLast().last
    else {
      return #expect(Bool(false))
    }
  }

  @Test func severalAreJudgedByWhatHappensThen() {
    var lesson = Lesson.sample
    lesson.steps[0].parts.insert(LessonPart(line: 21, .prediction(.number)), at: 3)
    var screen = TestScreen(.stepping)
    screen.effects = screen.state.play(Player(lesson))
    screen.perform()
    screen.press("2 Enter")
    screen.perform()
    // Nothing has happened yet.
    #expect(screen.text.contains("How many slots") && !screen.text.contains("You chose"))
    screen.press("1 0 Enter")
    #expect(screen.text.contains("You said 10. Watch what happens."))
    screen.effects = []
    screen.perform()
    #expect(
      screen.text.contains("You chose 2. What actually happened: 1")
        && screen.text.contains("You said 10. That is correct."))
    #expect(screen.kept.count == 3 && screen.kept.last == .at(step: 0, page: 2))
  }

  @Test func hintsComeOneByOne() {
    var screen = TestScreen.lesson()
    screen.press("h")
    #expect(screen.text.contains("hint 1: Look at the registers."))
    screen.press("h")
    #expect(screen.foot == "h: that was the last hint")
  }

  // MARK: Challenges

  @Test func aChallengeIsWonByMoves() {
    var screen = TestScreen.lesson(step: 2)
    #expect(screen.text.contains("moves 0 of 3"))
    screen.press("b")
    #expect(screen.foot.hasPrefix("b: "))
    screen.press("Enter")
    #expect(screen.commands == [.step(P1)])
    screen.move("P1")
    #expect(screen.text.contains("moves 1 of 3"))
    // A key is named once.
    #expect(screen.foot.ranges(of: "b back").count == 1)
    screen.move("P1")
    #expect(screen.text.contains("✓ Won with 2 moves: P1*2"))
    #expect(
      screen.kept.contains(
        .won(GatePlace(step: 2, ordinal: 0), goal: "Bring P1 to its end in at most 3 moves.", schedule("P1*2"))))
    screen.press("Enter")
    #expect(screen.kept == [.done(step: 2), .finished])
    #expect(
      screen.text.contains("That was \"Synchronization off\".") && screen.text.contains("Challenges: 1 of 1 won."))
  }

  @Test func movesBeyondTheLimitDoNotWin() {
    var screen = TestScreen.lesson(step: 2)
    for _ in 0..<4 { screen.move("C1", counts: false) }
    #expect(screen.foot == "all 3 moves are used: b takes a move back, R begins anew")
    screen.move("P1")
    screen.press("v")
    #expect(screen.foot.hasPrefix("v: a lesson leaves no room for it"))
    #expect(screen.text.contains("moves 5 of 3: too many. b takes a move back, R begins anew"))
    #expect(!screen.text.contains("Won"))
  }

  @Test func whoGivesUpSeesASolution() {
    var screen = TestScreen.lesson(step: 2)
    screen.press("Right")
    #expect(screen.foot == "not won yet: h gives a hint; press again to see a solution")
    screen.press("Right")
    guard case .perform(_, watched: [.moves(schedule("P1*2"))])? = screen.effects.last else {
      return #expect(Bool(false))
    }
    #expect(
      screen.kept == [.shown(GatePlace(step: 2, ordinal: 0), goal: "Bring P1 to its end in at most 3 moves.")])
    screen.perform()
    #expect(screen.text.contains("A solution: P1*2"))
    screen.press("Right")
    #expect(screen.kept.last == .finished)
    #expect(screen.text.contains("Challenges: 0 of 1 won."))
  }

  @Test func whatRunsFreelyIsNoMove() {
    var screen = TestScreen.lesson(step: 2)
    for key in ["d", "r"] {
      screen.press(key)
      #expect(
        screen.effects == [] && screen.foot == "\(key): not in a lesson; f begins free play, where every key works")
    }
  }

  // MARK: Going on

  @Test func oneGoesOnWhereOneWas() {
    let answer = PlacedAnswer(place: GatePlace(step: 0, ordinal: 0), text: "1", isRight: true, found: "1")
    var screen = TestScreen(.stepping)
    screen.effects = screen.state.play(Player(.sample, step: 0, page: 1, answers: [answer]))
    screen.perform()
    #expect(screen.text.contains("You chose 1. That is correct.") && screen.text.contains("No error was raised"))
    // What is already judged is not judged again.
    #expect(screen.kept == [.at(step: 0, page: 1)])
  }
}

extension TestScreen {
  /// A process steps, as the laboratory tells of it.
  fileprivate mutating func move(_ id: String, counts: Bool = true) {
    var snapshot = state.snapshot!
    snapshot.steps += counts ? 1 : 0
    snapshot.schedule?.moves.append(.step(WorkerID(id)!))
    effects = update(&state, .snapshot(snapshot))
  }
}
