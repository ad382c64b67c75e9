import Grid
import Lessons
import Model
import Programs
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
    lesson.steps[0].parts.insert(LessonPart(line: 11, .text(Paragraph([Paragraph.TextRun(code)], .code))), at: 1)
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
}
