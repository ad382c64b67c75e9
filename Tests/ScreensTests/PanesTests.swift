import Grid
import Model
import Programs
import Testing

@testable import Screens

@Suite struct PanesTests {
  @Test func aLongListScrollsToTheSelectedOneAndSaysHowManyMoreThereAre() {
    var screen = TestScreen(.crowded)
    #expect(screen.line(with: "more below") == "   … 58 more below")
    #expect(screen.line(with: "▸").hasPrefix(" ▸ P1 "))
    screen.press("Up")
    #expect(screen.line(with: "▸").hasPrefix(" ▸ C32"))
    #expect(screen.line(with: "more above") == "   … 58 more above")
    for _ in 0..<10 { screen.press("Up") }
    #expect(screen.line(with: "▸").hasPrefix(" ▸ C22"))
    #expect(screen.line(with: "more above") == "   … 50 more above, 8 more below")
  }

  @Test func theWindowAlwaysHoldsTheSelectedRow() {
    for count in 0...12 {
      for lines in 1...13 {
        for selected in 0..<max(1, count) {
          let window = Window(of: count, lines: lines, around: selected, .unicode)
          #expect(count == 0 || window.rows.contains(selected))
          #expect(window.rows.count + (window.rest == nil ? 0 : 1) <= lines)
          #expect(window.rows.lowerBound >= 0 && window.rows.upperBound <= count)
          #expect(window.rest != nil || window.rows.count == count || lines == 1)
        }
      }
    }
  }

  @Test func aProcessSaysWhatBecameOfIt() {
    var screen = TestScreen(.stepping)
    screen.show {
      $0.workers[0].state = .ended(.killed(signal: 11))
      $0.workers[1].state = .ended(.exited(1))
      $0.workers[2].isLeaving = true
      $0.workers[3].isLeaving = true
    }
    #expect(screen.line(with: " P1 ").contains("killed by SIGSEGV"))
    #expect(screen.line(with: "P2  ").contains("exited with 1"))
    #expect(screen.line(with: "C1  ").contains("BLOCKED"))
    #expect(screen.line(with: "C2  ").contains("leaving"))
  }

  @Test func aWideItemShowsItsWord() {
    var screen = TestScreen(.stepping)
    screen.show {
      $0.words = 512
      $0.workers[1].operation = 3
      $0.workers[1].word = 17
    }
    #expect(screen.line(with: "P2     4314").contains("slot[i] = item  17/512"))
  }

  @Test func theKernelsWordStandsBesideTheWorkersOwn() {
    var screen = TestScreen(.stepping, size: (120, 36))
    #expect(screen.line(with: "   C1     4315").hasSuffix("S  asleep in futex on mutex"))
    screen.show {
      $0.workers[2].kernel = KernelView(state: "R", sleep: .none)
      $0.workers[3].kernel = KernelView(state: "S", sleep: .region(offset: 4096))
      $0.workers[0].kernel = KernelView(state: "S", sleep: .call(230))
      $0.workers[1].kernel = nil
    }
    #expect(screen.line(with: "   C1     4315").hasSuffix("R  running"))
    #expect(screen.line(with: "   C2     4316").hasSuffix("S  asleep in futex at +4096"))
    #expect(screen.line(with: " P1     4313").hasSuffix("S  asleep in call 230"))
    #expect(screen.line(with: "   P2     4314").hasSuffix(" 5"))
  }

  @Test func theListingShowsWhoStandsWhere() {
    var screen = TestScreen(.stepping, size: (80, 40))
    #expect(screen.line(with: "sem_wait(empty)   ◀ P1").contains("sem_wait(mutex)    ◀ C1 blocked"))
    screen.show {
      $0.workers[0].operation = 4
      $0.workers[3].operation = 1
      $0.workers[3].state = .blocked(on: .mutex)
    }
    #expect(screen.text.contains("in = (i + 1) % n  ◀ P1 P2"))
    #expect(screen.text.contains("sem_wait(mutex)    ◀ C1 C2 blocked"))
  }

  @Test func aCrowdAtALineIsCounted() {
    var screen = TestScreen(.crowded, size: (80, 40))
    screen.press("v")
    #expect(screen.text.contains("sem_wait(empty)   ◀ P1 and 31 more"))
    screen.show { $0.workers[4].state = .blocked(on: .empty) }
    #expect(screen.text.contains("◀ 32, 1 blocked"))
  }

  @Test func aNarrowListingShowsTheRoleOfTheSelectedProcess() {
    var screen = TestScreen(.stepping, size: (40, 40))
    screen.press("v")
    #expect(screen.text.contains("─ producer ─"))
    #expect(!screen.text.contains("─ consumer ─"))
    screen.press("Up")
    #expect(screen.text.contains("─ consumer ─"))
  }

  // MARK: Timeline

  private func lanes(_ width: Int, _ events: [Event], _ change: (inout Snapshot) -> Void = { _ in }) -> [String] {
    var snapshot = Snapshot.stepping
    snapshot.events = events
    change(&snapshot)
    let grid = Scene(TestScreen(snapshot).state)!.timeline(Size(width: width, height: 5))
    return grid.plainText.split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func operationsStandInTheOrderOfTheirTickets() {
    #expect(
      lanes(26, moves("P1:w P1:m C1:f C1:m! P1:i P1:s")) == [
        "   P1  ──w──m······──i──s", "   P2  ··················", "   C1  ······──f──m▒▒▒▒▒▒",
        "   C2  ··················",
      ])
  }

  @Test func theOldestLeaveOnTheLeft() {
    #expect(
      lanes(17, moves("P1:w P1:m C1:f C1:m! P1:i P1:s")) == [
        "   P1  ···──i──s", "   P2  ·········", "   C1  ──m▒▒▒▒▒▒", "   C2  ·········",
      ])
    #expect(lanes(14, moves("P1:w P1:m C1:f C1:m! P1:i P1:s"))[2] == "   C1  ▒▒▒▒▒▒")
  }

  @Test func whoHasSleptSinceBeforeTheTraceSleepsAllAlong() {
    #expect(lanes(14, moves("P1:i P1:s"))[2] == "   C1  ▒▒▒▒▒▒")
  }

  @Test func whoWokeUpGoesOn() {
    #expect(lanes(26, moves("C1:f! P1:s P1:F C1:f C1:m P1:w"))[2] == "   C1  ──f▒▒▒▒▒▒──f──m···")
  }

  @Test func strangeTicketsAreNotDrawnTwice() {
    var events = moves("P1:w P1:m P1:i")
    events.insert(Event(ticket: 900, worker: C1, operation: 0, blocked: false), at: 1)
    #expect(lanes(17, events) { $0.workers[2].state = .parked }[2] == "   C1  ·········")
  }

  @Test func atFullSpeedThereIsNoTimeline() {
    #expect(lanes(70, moves("P1:w")) { $0.pace = .full } == ["   at full speed single operations are not recorded"])
    #expect(lanes(70, []) == ["   no operation yet"])
  }
}
