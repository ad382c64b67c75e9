import Model
import Programs
import Testing

@testable import Screens

@Suite struct AvailabilityTests {
  @Test func synchronizationIsSwitchedOffAndOnAgain() {
    var screen = TestScreen(.stepping)
    #expect(screen.foot.contains("r race"))
    screen.press("r")
    #expect(screen.commands == [.discipline("none")])
    screen.show { $0.discipline = .none }
    #expect(screen.title.contains("NO SYNCHRONIZATION"))
    screen.press("r")
    #expect(screen.commands == [.discipline("semaphores")])
  }

  @Test func switchingBackGoesToTheDisciplineBefore() {
    var screen = TestScreen(.deadlocked)
    screen.press("r r")
    #expect(screen.commands == [.discipline("none"), .discipline("mutex-first")])
  }

  @Test func aRunThatBeganWithoutSynchronizationGoesToTheFirstCorrectOne() {
    var screen = TestScreen(.racing)
    #expect(screen.foot.contains("r synchronize"))
    screen.press("r")
    #expect(screen.commands == [.discipline("semaphores")])
  }

  @Test func theNextDisciplineIsTheCataloguesNext() {
    var screen = TestScreen(.stepping)
    screen.press("d d d")
    #expect(screen.commands == [.discipline("none"), .discipline("mutex-first"), .discipline("semaphores")])
  }

  @Test func aShortCatalogueGivesNoChoice() {
    var state = State(catalogue: [.semaphores])
    _ = update(&state, .snapshot(.stepping))
    #expect(update(&state, .key(.named("d"))) == [])
    #expect(state.message?.text == "d: there is no other discipline")
    #expect(update(&state, .key(.named("r"))) == [])
    #expect(state.message?.text == "r: there is no discipline without synchronization")
  }

  @Test func aDisciplineForFewerProcessesIsSkippedAndTheFootSaysWhy() {
    var narrow = Discipline.mutexFirst
    (narrow.name, narrow.limit) = ("narrow", .init(perRole: 1, reason: "each index has one writer"))
    var screen = TestScreen(.stepping, catalogue: [.semaphores, narrow, .none])
    screen.press("d")
    #expect(screen.commands == [.discipline("none")])
    screen.show { $0.discipline = .none }
    #expect(screen.foot == "narrow skipped: it needs one producer and one consumer. Now none")
    // Where nothing is skipped, nothing is said of it.
    screen.press("r")
    screen.show { $0.discipline = .semaphores }
    #expect(!screen.foot.contains("skipped"))
  }

  @Test func afterASwitchTheOldLedgerIsToldOnce() {
    var screen = TestScreen(.racing)
    screen.show {
      $0.discipline = .semaphores
      $0.ledger = LedgerCounts()
    }
    #expect(screen.foot == "starts over.")
    screen.press("space")
    screen.show { $0.discipline = .none }
    #expect(screen.foot == "over.")
    screen.show { $0.time += StatusMessage.life }
    #expect(screen.foot.hasPrefix("space"))
  }

  @Test func processesAreChosenInTurnBothWays() {
    var screen = TestScreen(.stepping)
    #expect(screen.state.selected == P1)
    screen.press("Tab Down Right")
    #expect(screen.state.selected == C2)
    #expect(screen.line(with: "▸").hasPrefix(" ▸ C2"))
    screen.press("Tab")
    #expect(screen.state.selected == P1)
    screen.press("Up Left Shift-Tab")
    #expect(screen.state.selected == P2)
  }

  @Test func theSelectionStaysWhenOthersComeAndGo() {
    var screen = TestScreen(.stepping)
    screen.press("Tab Tab")
    screen.show { $0.workers.remove(at: 0) }
    #expect(screen.state.selected == C1)
    screen.show { $0.workers.removeAll { $0.id == C1 } }
    #expect(screen.state.selected == P2)
    screen.show { $0.workers = [] }
    #expect(screen.state.selected == nil)
    screen.show { $0.workers = Snapshot.stepping.workers }
    #expect(screen.state.selected == P1)
  }

  @Test func aSingleProcessNeedsNoChoice() {
    var screen = TestScreen(.stepping)
    screen.show { $0.workers.removeLast(3) }
    screen.press("Tab")
    #expect(screen.foot == "Tab: there is only one process; a adds a producer, A a consumer")
  }

  @Test func processesAreAddedUpToTheLimit() {
    var screen = TestScreen(.stepping)
    screen.press("a A")
    #expect(screen.commands == [.add(.producer), .add(.consumer)])
    screen = TestScreen(.crowded)
    screen.press("a")
    #expect(screen.effects == [])
    #expect(screen.foot == "a: 32 producers is the maximum")
    screen.press("A")
    #expect(screen.foot == "A: 32 consumers is the maximum")
  }

  @Test func theSelectedProcessIsRemovedKilledAndStartedAgain() {
    var screen = TestScreen(.stepping)
    screen.press("x K")
    #expect(screen.commands == [.remove(P1), .kill(P1)])
    screen.press("u")
    #expect(screen.foot == "u: P1 is alive; K kills it")
    screen.show { $0.workers[0].isLeaving = true }
    #expect(screen.line(with: " P1 ").contains("leaving"))
    screen.press("x")
    #expect(screen.foot == "x: P1 is already leaving; it finishes its item first")
    screen.show { $0.workers[0].state = .ended(.killed(signal: 9)) }
    #expect(screen.line(with: " P1 ").contains("killed by SIGKILL"))
    screen.press("K")
    #expect(screen.foot == "K: P1 has ended already; u starts it again")
    screen.press("u x")
    #expect(screen.commands == [.restart(P1), .remove(P1)])
  }

  @Test func theLastProcessStays() {
    var screen = TestScreen(.stepping)
    screen.show {
      $0.workers[1].isLeaving = true
      $0.workers.removeLast(2)
    }
    screen.press("x")
    #expect(screen.foot == "x: P1 is the last process, and one must stay")
  }

  @Test func resetSaysWhatItDoes() {
    var screen = TestScreen(.racing)
    screen.press("R")
    #expect(screen.commands == [.reset])
    #expect(screen.foot == "Reset: ring and ledger are empty, and everyone starts over.")
  }

  @Test func theLowerPaneIsChosenInTurn() {
    var screen = TestScreen(.stepping)
    let headings = ["─ processes", "─ producer", "─ shared variables", "─ timeline", "─ processes"]
    for heading in headings {
      #expect(screen.text.contains("\n\(heading)"))
      screen.press("v")
    }
  }

  @Test func aLargeScreenShowsEverythingAlready() {
    var screen = TestScreen(.stepping, size: (120, 36))
    screen.press("v")
    #expect(screen.foot == "v: everything is already on the screen")
  }

  @Test func helpOpensScrollsAndCloses() {
    var screen = TestScreen(.stepping, size: (50, 12))
    screen.press("?")
    #expect(screen.title.hasSuffix("help"))
    #expect(screen.lines[1].hasPrefix(" New? `ringside lesson 1` begins"))
    #expect(screen.lines[3].hasPrefix(" space"))
    #expect(screen.lines[10] == " … 80 more below")
    screen.press("Down Down Up")
    #expect(screen.lines[3].hasPrefix(" s Enter"))
    screen.press((0..<100).map { _ in "Down" }.joined(separator: " "))
    #expect(screen.text.contains("the process is asleep until another"))
    #expect(!screen.text.contains("more below"))
    screen.press("Up")
    #expect(screen.lines[10] == " … 2 more below")
    screen.press("Esc")
    #expect(screen.title.hasPrefix(" ringside"))
    #expect(!screen.title.contains("help"))
  }

  @Test func whileHelpIsOpenKeysDoNotReachTheExperiment() {
    var screen = TestScreen(.stepping)
    screen.press("h space")
    #expect(screen.effects == [])
    #expect(screen.foot == "? help  q quit  Down scroll  PageDown next screen")
    screen.press("Down")
    #expect(screen.foot == "? help  q quit  Down scroll  PageDown next screen")
    screen.press("F1 space")
    #expect(screen.commands == [.pace(.tempo(perSecond: 4))])
  }

  @Test func escapeClosesNothingWhenNothingIsOpen() {
    var screen = TestScreen(.stepping)
    screen.press("Esc")
    #expect(screen.effects == [])
    #expect(screen.foot == "Esc: nothing is open")
  }

  @Test func theProgramEndsStopsAndIsDrawnAnewAnywhere() {
    for prefix in ["", "? "] {
      var screen = TestScreen(.stepping)
      screen.press(prefix + "q F10 Ctrl-C Ctrl-Z Ctrl-L")
      #expect(screen.effects == [.quit, .quit, .quit, .suspend, .redraw])
    }
  }

  @Test func aMessageTakesThePlaceOfTheHintsForAWhile() {
    var screen = TestScreen(.stepping, size: (40, 12))
    _ = update(&screen.state, .message("2 segments were left behind by others; see ringside segments"))
    #expect(screen.lines.suffix(2) == [" 2 segments were left behind by others;", " see ringside segments"])
    #expect(nextChange(of: screen.state) == Snapshot.stepping.time + StatusMessage.life)
    _ = update(&screen.state, .time(Snapshot.stepping.time + StatusMessage.life))
    #expect(screen.foot.hasPrefix("space run"))
    #expect(nextChange(of: screen.state) == nil)
  }

  @Test func aMessageFromBeforeTheFirstLookIsStillSeen() {
    var state = State(catalogue: catalogue)
    _ = update(&state, .message("a leftover was found"))
    _ = update(&state, .snapshot(.stepping))
    #expect(state.message?.text == "a leftover was found")
  }
}
