import Grid
import Lessons
import Model
import Testing

@testable import Screens

@Suite struct LessonTests {
  // MARK: Pages

  @Test func aLessonBeginsWithItsSetupAndWhatItsFirstPageNeeds() {
    let screen = TestScreen.lesson()
    #expect(
      screen.effects == [
        .perform([.begin(Lesson.sample.setup, .posix), .moves(schedule("P1*2"))], watched: []),
        .keep(.at(step: 0, page: 0)),
      ])
    #expect(
      screen.title.contains("lesson 11 · Synchronization off") && screen.title.hasSuffix("step 1 of 3, page 1 of 2"))
  }

  @Test func theStageStandsAboveTheTextAt80x24() {
    let screen = TestScreen.lesson()
    let lines = screen.lines
    #expect(lines[3].contains("│P1·07│"))
    #expect(screen.line(with: "P1  parked").contains("empty 6  full 2  mutex 0"))
    #expect(screen.line(with: "C1  BLOCKED").contains("every item accounted for"))
    #expect(screen.line(with: "Two producers, one number").hasSuffix(" predict ──"))
    #expect(screen.text.contains("1  nothing changes: P2 writes into the next free slot"))
    #expect(screen.foot.contains("1-2 choose") && screen.foot.contains("Enter commit"))
  }

  @Test func theTextStandsBesideTheStageOnAWideScreen() {
    let screen = TestScreen.lesson(size: (120, 36))
    #expect(screen.line(with: "1  nothing changes").contains("mutex") || screen.line(with: "1  nothing").count > 60)
    #expect(screen.text.contains("BLOCKED"))
    #expect(screen.lines[1].hasPrefix("─ Two producers, one number"))
  }

  @Test func nothingIsTooSmall() {
    for size in [(1, 1), (4, 2), (20, 5), (40, 10), (60, 16), (79, 23), (80, 24), (110, 20), (132, 43), (200, 60)] {
      for page in 0..<2 {
        for step in 0..<3 {
          for presents in [false, true] {
            let options = Player.Options(presents: presents)
            let grid = TestScreen.lesson(options, size: size, step: step, page: page).grid
            #expect(grid.size == Size(width: size.0, height: size.1))
          }
        }
      }
    }
  }

  @Test func whatIsPresentedHasNoPanesThatDistract() {
    let screen = TestScreen.lesson(Player.Options(presents: true), size: (120, 36))
    #expect(!screen.text.contains("timeline") && !screen.text.contains("free play"))
    #expect(screen.text.contains("2  one item is lost, and the ring still looks perfectly healthy"))
  }

  @Test func whatIsToBeDoneIsSaidBesideALongTitle() {
    var lesson = Lesson.sample
    lesson.steps[0].title = "Two producers, one number, and what becomes of the item of the first"
    var screen = TestScreen(.stepping, size: (120, 36))
    screen.effects = screen.state.play(Player(lesson))
    screen.perform()
    #expect(screen.lines[1].hasPrefix("─ Two producers, one number"))
    #expect(screen.lines[1].contains(" … ") && screen.lines[1].contains(" predict ─"))
  }

  @Test func codeThatIsTooWideGoesOnBelowAndNotIntoTheStage() {
    var lesson = Lesson.sample
    let code = "  char *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);"
    lesson.steps[0].parts.insert(Part(line: 11, .text(Paragraph([Paragraph.Run(code)], .code))), at: 1)
    var screen = TestScreen(.stepping, size: (120, 36))
    screen.effects = screen.state.play(Player(lesson))
    screen.perform()
    #expect(screen.line(with: "char *p").hasPrefix("      char *p = mmap(NULL, size, PROT_READ  "))
    #expect(screen.line(with: "PROT_WRITE, MAP").hasPrefix("          | PROT_WRITE, MAP_SHARED, fd, 0);"))
    // Where there is room, it stays as it is.
    screen.size = Size(width: 80, height: 24)
    #expect(screen.text.contains("    \(code)\n"))
  }

  @Test func inASCIIThereIsNothingElse() {
    var screen = TestScreen.lesson(glyphs: .ascii)
    screen.press("2 Enter")
    screen.perform()
    #expect(screen.text.utf8.allSatisfy { $0 < 0x80 })
    #expect(screen.text.contains("OK lost = 0") && screen.text.contains("!! slots = 4"))
  }

  @Test func theListOfStepsLeadsAnywhere() {
    var screen = TestScreen.lesson()
    screen.press("g")
    #expect(screen.text.contains(" 1  Two producers, one number") && screen.text.contains(" 3  Your turn"))
    screen.press("Down Down Enter")
    #expect(screen.kept == [.at(step: 2, page: 0)])
    guard case .perform(let deeds, watched: [])? = screen.effects.first else { return #expect(Bool(false)) }
    // All that happens in the steps that were skipped.
    #expect(deeds == [.begin(Lesson.sample.setup, .posix), .moves(schedule("P1*2")), .moves(schedule("P2"))])
    screen.perform()
    #expect(screen.title.hasSuffix("step 3 of 3"))
  }

  @Test func oneComesBackFromFreePlayToThePageAsItWas() {
    var screen = TestScreen.lesson()
    screen.press("f")
    #expect(screen.foot.contains("Esc brings back the lesson"))
    screen.press("p")
    #expect(screen.commands == [.step(P1)])
    screen.press("Esc")
    #expect(
      screen.effects.first
        == .perform([.begin(Lesson.sample.setup, .posix), .moves(schedule("P1*2"))], watched: []))
    screen.perform()
    #expect(screen.text.contains("What will the ledger say"))
  }

  @Test func whatGoesOnBelowTheListOfStepsCounts() {
    var screen = TestScreen.lesson()
    screen.press("2 Enter g")
    screen.perform()
    screen.press("Esc")
    #expect(screen.text.contains("You chose 2. What actually happened: 1") && screen.text.contains("✓ lost = 0"))
    // What has not ended is seen to its end.
    screen.press("R")
    screen.perform()
    screen.press("2 Enter g Esc")
    #expect(screen.text.contains("You chose 2. Watch what happens."))
    screen.perform()
    #expect(screen.text.contains("You chose 2. What actually happened: 1"))
  }

  @Test func aKeyThatDoesNothingSaysWhy() {
    var screen = TestScreen.lesson()
    screen.press("2 Enter m")
    #expect(screen.foot == "m: wait until this finishes; Right speeds it up")
    screen.perform()
    screen.press("g f")
    #expect(screen.foot == "f: the list of steps is open, Esc closes it")
    screen.press("Esc f g")
    #expect(screen.foot == "g: a key of the lesson; Esc goes back to it")
  }

  @Test func theLessonsOwnKeysComeFirst() {
    var screen = TestScreen.lesson()
    #expect(screen.foot.hasPrefix("1-2 choose  Enter commit  "))
    screen.press("m")
    #expect(!screen.foot.contains("Enter commit"))
  }

  @Test func theSpeedIsToldInWords() {
    var screen = TestScreen.lesson()
    screen.press("+")
    #expect(screen.foot == "moves are shown 2 times as fast as usual")
    screen.press("-")
    #expect(screen.foot == "moves are shown as fast as usual")
    screen.press("-")
    #expect(screen.foot == "moves are shown 1/2 as fast as usual")
  }

  @Test func whatAWorkerIsAboutToDoIsNeverLeftOut() {
    for discipline in catalogue {
      var screen = TestScreen.lesson()
      for (index, operation) in discipline.listing.operations(of: P1.role).enumerated() {
        screen.show {
          $0.discipline = discipline
          $0.workers[0].operation = index
          $0.workers[0].registers = [Register("item", .item(item(1, 3)))]
        }
        #expect(screen.line(with: " P1  ").contains(operation.wordings.last!))
      }
    }
  }

  @Test func whatIsPresentedFitsWhereItCan() {
    var screen = TestScreen.lesson(Player.Options(votes: true, presents: true))
    for key in ["Down", "Enter", "Enter", "Down", "Up", "Down"] {
      screen.press(key)
      #expect(screen.text.contains("2  [    ]  one item is lost"))
    }
    // What is lower down is scrolled to.
    screen = TestScreen.lesson(Player.Options(votes: true, presents: true), size: (50, 15))
    screen.press("Down")
    #expect(screen.text.contains("▸ 2  [    ]"))
    screen.press("Up")
    #expect(screen.text.contains("▸ 1  [    ]"))
  }

  // MARK: Predictions

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
    lesson.steps[0].parts.insert(Part(line: 21, .prediction(.number)), at: 3)
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
