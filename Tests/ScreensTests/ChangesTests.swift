import Model
import Programs
import Testing

@testable import Screens

@Suite struct ChangesTests {
  private let start = Snapshot.stepping.time
  private let life = Changes.life(at: .tempo(perSecond: 4))!

  private func changed(_ pace: Pace) -> TestScreen {
    var screen = TestScreen(.stepping)
    screen.show { $0.pace = pace }
    screen.show {
      $0.pace = pace
      $0.slots[5] = whole(1, 9)
      $0.out = 2
    }
    return screen
  }

  @Test func whileTimeRunsMarksFade() {
    var screen = changed(.tempo(perSecond: 4))
    #expect(screen.text.contains("▶P1·09◀"))
    #expect(screen.text.contains("▲ out◀"))
    #expect(nextChange(of: screen.state) == start + life)
    _ = update(&screen.state, .time(start + life - 1))
    #expect(screen.text.contains("▶P1·09◀"))
    _ = update(&screen.state, .time(start + life))
    #expect(!screen.text.contains("▶P1·09◀"))
    #expect(nextChange(of: screen.state) == nil)
  }

  @Test func eachMarkFadesByItself() {
    var screen = changed(.tempo(perSecond: 4))
    screen.show {
      $0.time += life / 2
      $0.slots[6] = whole(1, 10)
    }
    #expect(screen.text.contains("▶P1·09") && screen.text.contains("P1·10◀"))
    screen.show { $0.time += life / 2 }
    #expect(screen.text.contains("▶P1·10◀") && !screen.text.contains("▶P1·09"))
  }

  @Test func inStepsMarksStayUntilTheNextStep() {
    var screen = changed(.step)
    #expect(nextChange(of: screen.state) == nil)
    screen.show { $0.time += 60_000_000_000 }
    #expect(screen.text.contains("▶P1·09◀"))
    screen.show {
      $0.steps += 1
      $0.slots[7] = whole(1, 8)
    }
    #expect(screen.text.contains("▶P1·08◀") && !screen.text.contains("▶P1·09"))
  }

  @Test(arguments: [Pace.full, .tempo(perSecond: 30)])
  func whereEverythingChangesNothingIsMarked(pace: Pace) {
    let screen = changed(pace)
    #expect(!screen.text.contains("◀"))
    #expect(nextChange(of: screen.state) == nil)
  }

  @Test func theFasterItGoesTheShorterAMarkStays() {
    #expect(
      [0.25, 2, 4, 15].map { Changes.life(at: .tempo(perSecond: $0)) } == [
        600_000_000, 600_000_000, 500_000_000, 133_333_333,
      ])
  }

  @Test func aResetIsNoChange() {
    var screen = changed(.step)
    screen.show {
      $0.resets += 1
      $0.steps = 0
      $0.ledger = LedgerCounts()
      $0.slots = $0.slots.map { _ in Slot(.empty) }
    }
    #expect(!screen.text.contains("◀"))
  }

  @Test func theSharedVariablesSayWhatWasThere() {
    var screen = TestScreen(.beforeStepping, .stepping)
    screen.press("v v")
    #expect(screen.text.contains("slot[4] = P2·05  was empty"))
    screen.show {
      $0.steps += 1
      $0.in = 5
    }
    #expect(screen.line(with: "  in  = ").hasPrefix("  in  = 5▲ "))
  }

  @Test func whatTheCounterSaysIsMarkedWithoutTheBlanksBesideIt() throws {
    var screen = TestScreen(.stepping)
    screen.show {
      $0.discipline = .none
      $0.discipline.program = .counter
      ($0.ledger.produced, $0.ledger.taken, $0.ledger.lost) = (18, 9, 9)
    }
    let words = "18 additions done, but the counter is 9 short"
    let row = try #require(screen.lines.firstIndex { $0.contains(words) })
    let column = screen.lines[row].prefix { $0 == " " }.count
    #expect(screen.grid[column, row].style == .bad)
    #expect(column > 10 && screen.grid[column - 1, row].style == .text)
  }

  // MARK: Deadlock

  @Test func whenEveryoneWaitsTheTitleSaysSo() {
    let screen = TestScreen(.deadlocked)
    #expect(screen.title.hasSuffix("‖ DEADLOCK"))
    #expect(screen.grid[0, 0].style == .alarm)
  }

  /// Between a post and the waking of who waited, everyone may seem to wait.
  @Test func whileTimeRunsOnlyALastingDeadlockIsBelieved() {
    var running = Snapshot.deadlocked
    running.pace = .full
    var screen = TestScreen(running)
    #expect(screen.title.hasSuffix("▶ full speed"))
    #expect(nextChange(of: screen.state) == running.time + State.beliefDelay)
    screen.show {
      $0.time += State.beliefDelay
      $0.ledger.taken += 1
    }
    #expect(screen.title.hasSuffix("▶ full speed"))
    screen.show { $0.time += State.beliefDelay }
    #expect(screen.title.hasSuffix("‖ DEADLOCK"))
    #expect(nextChange(of: screen.state) == nil)
  }

  @Test func whoIsAboutToWakeUpIsNotStuck() {
    var screen = TestScreen(.deadlocked)
    screen.show {
      $0.synchronizers[0].value = 1
      $0.workers[0].kernel = KernelView(state: "R", sleep: .none)
    }
    #expect(screen.title.hasSuffix("‖ step 92"))
  }

  @Test func aWakeUpThatNeverCameIsADeadlock() {
    var screen = TestScreen(.deadlocked)
    screen.show { $0.synchronizers[0].value = 1 }
    #expect(screen.title.hasSuffix("‖ DEADLOCK"))
    #expect(screen.text.contains("P1 holds `mutex`, waits for `empty`: it is free, but the wake-up never came."))
  }

  @Test func aRoleAloneOnlyWaits() {
    var screen = TestScreen(.deadlocked)
    screen.show { $0.workers.removeLast() }
    #expect(screen.title.hasSuffix("‖ EVERYONE WAITS"))
    #expect(screen.text.contains("  P1 holds `mutex`, waits for `empty`: no process is left to post it."))
  }

  @Test func whoDiedInsideIsWhyTheOthersWait() {
    var screen = TestScreen(.stepping)
    screen.show {
      $0.workers[1].state = .ended(.killed(signal: 9))
      $0.workers[0].state = .blocked(on: .mutex)
      $0.workers[3].state = .blocked(on: .full)
      $0.synchronizers[1].value = 0
    }
    #expect(screen.text.contains("  P1 C1 wait for `mutex`: P2 died inside."))
    #expect(screen.text.contains("  C2 waits for `full`: only P1 could post it."))
    #expect(screen.text.contains("  Nobody will ever move again; u starts"))
  }

  // MARK: Incidents

  @Test func whatWentWrongIsReadableAtFullSpeed() {
    var screen = TestScreen(.racing)
    let lost = screen.line(with: "  lost  ")
    screen.show {
      $0.time += 100_000_000
      $0.incidents[2].item = item(1, 77)
      $0.incidents[2].number += 5
    }
    #expect(screen.line(with: "  lost  ") == lost)
    screen.show { $0.time += 1_000_000_000 }
    #expect(screen.line(with: "  lost  ").contains("P1·77"))
  }

  @Test func theNewestOfAKindIsShownWhoeverMetIt() {
    var screen = TestScreen(.racing)
    screen.show {
      $0.pace = .step
      $0.incidents.insert(
        Incident(kind: .lost, worker: P1, slot: 8, item: item(2, 50), other: item(1, 51), number: 3), at: 0)
    }
    #expect(screen.line(with: "  lost  ").contains("P2·50 in slot 8 was overwritten by P1·51"))
    screen.show { $0.time += 1 }
    #expect(screen.line(with: "  lost  ").contains("P2·50"))
  }
}
