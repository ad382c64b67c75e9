import Grid
import Model
import Programs
import Testing

@testable import Screens

@Suite struct SynchronizersTests {
  private func scene(_ change: (inout Snapshot) -> Void) -> Scene {
    var snapshot = Snapshot.stepping
    change(&snapshot)
    return Scene(TestScreen(snapshot).state)!
  }

  private func semaphores(_ change: (inout Snapshot) -> Void) -> [String] {
    scene(change).synchronizers(Size(width: 40, height: 4)).plainText.split(separator: "\n").dropFirst().map(
      String.init)
  }

  private func verdict(_ change: (inout Snapshot) -> Void) -> String {
    scene(change).ledger(Size(width: 46, height: 1)).plainText
  }

  @Test func semaphoresShowWhoIsInsideAndWhoWaits() {
    #expect(
      semaphores { _ in } == [
        "  empty  6  ██████░░░░", "  full   2  ██░░░░░░░░", "  mutex  0  P2 inside  C1 waits",
      ])
    #expect(semaphores { $0.workers[0].state = .blocked(on: .mutex) }[2] == "  mutex  0  P2 inside  P1 C1 wait")
  }

  @Test func whereManyWaitTheyAreCounted() {
    let crowd = { (snapshot: inout Snapshot) in
      snapshot.workers = (1...32).map {
        WorkerView(id: WorkerID(.producer, $0), pid: 1, state: .blocked(on: .empty), operation: 0)
      }
      (snapshot.synchronizers[0].value, snapshot.ledger.produced, snapshot.ledger.inRing) = (0, 18, 10)
    }
    #expect(semaphores(crowd)[0] == "  empty  0  ░░░░░░░░░░ 32 wait")
  }

  @Test func whoWaitsForWhatIsThereIsOnlyWakingUp() {
    let awaking = { (snapshot: inout Snapshot) in snapshot.workers[0].state = .blocked(on: .empty) }
    #expect(
      semaphores {
        awaking(&$0); $0.pace = .full
      }[0] == "  empty  6  ██████░░░░")
    // While nothing moves, it is forgotten.
    #expect(semaphores(awaking)[0] == "  empty  6  ██████░░░░ P1 waits")
  }

  @Test func severalInsideAreAllNamed() {
    #expect(semaphores { $0.workers[3].operation = 4 }[2] == "  mutex  0  P2 C2 inside  C1 waits")
  }

  @Test func whoDiedInsideIsNamed() {
    #expect(
      semaphores { $0.workers[1].state = .ended(.killed(signal: 9)) }[2] == "  mutex  0  P2 died inside  C1 waits")
  }

  @Test func aDisciplineThatDoesNotUseThemSaysSo() {
    #expect(semaphores { $0.discipline = .none }[0] == "  empty  6  not consulted")
  }

  @Test func aValueOutOfRangeIsShownAndItsBarClamped() {
    let value = { (value: Int, pace: Pace) in
      semaphores { ($0.synchronizers[0].value, $0.pace) = (value, pace) }[0]
    }
    #expect(value(-3, .full) == "  empty -3  ░░░░░░░░░░")
    #expect(value(2_147_483_647, .full) == "  empty 2 147 483 647  ██████████")
    // While all stand still, it is known what it should be.
    #expect(value(-3, .step) == "  empty -3  ░░░░░░░░░░ should be 6")
    #expect(value(2_147_483_647, .step) == "  empty 2 147 483 647  should be 6")
  }

  @Test func whatACountShouldBeLeavesRoomForTheNames() {
    let lost = { (snapshot: inout Snapshot) in
      snapshot.workers[0].state = .blocked(on: .empty)
      snapshot.synchronizers[0].value = 5
    }
    let row = { (width: Int) in
      scene(lost).synchronizers(Size(width: width, height: 4)).plainText.split(separator: "\n")[1]
    }
    #expect(row(34) == "  empty  5  P1 waits  should be 6")
    #expect(row(30) == "  empty  5  █████░░░░░ P1 …")
    #expect(row(50) == "  empty  5  █████░░░░░ P1 waits  should be 6")
  }

  /// No semaphore falls below 0: that two are inside is said by their names.
  @Test func brokenExclusionIsNoMiscount() {
    var snapshot = Snapshot.stepping
    snapshot.workers[3].operation = 4
    #expect(!snapshot.miscounts.contains { $0.variable == .mutex })
    snapshot.synchronizers[2].value = 1
    #expect(snapshot.miscounts.contains { $0.variable == .mutex && $0.expected == 0 })
  }

  @Test func aValueThatChangedIsMarked() {
    var screen = TestScreen(.stepping)
    screen.show {
      $0.steps += 1
      $0.synchronizers[0].value = 5
      $0.synchronizers[1].value = 4
    }
    #expect(screen.line(with: "  empty").hasPrefix("  empty  5▼ █████░░░░░"))
    #expect(screen.line(with: "  full").hasPrefix("  full   4▲ ████░░░░░░"))
  }

  @Test func theVerdictSaysWhetherTheLawHolds() {
    #expect(verdict { _ in } == "  ✓ every item accounted for")
    #expect(
      verdict {
        $0.ledger.lost = 1; $0.ledger.taken -= 1
      } == "  ✗ 1 error")
    #expect(
      verdict {
        $0.ledger.duplicated = 1302; $0.ledger.phantom = 1
      } == "  ✗ 1 303 errors")
  }

  /// Counts of running workers are not read all at once.
  @Test func whatIsOnItsWayIsNoErrorWhileTimeRuns() {
    let fewer = { (snapshot: inout Snapshot) in snapshot.ledger.produced += 2 }
    let more = { (snapshot: inout Snapshot) in snapshot.ledger.produced -= 1 }
    #expect(
      verdict {
        fewer(&$0); $0.pace = .full
      } == "  ✓ 2 on their way")
    #expect(
      verdict {
        more(&$0); $0.pace = .full
      } == "  ✓ 1 on its way")
    #expect(verdict(fewer) == "  ✗ 2 unaccounted for")
    #expect(
      verdict {
        $0.ledger.produced = .max / 2; $0.pace = .full
      } == "  ✗ 9.2e18 unaccounted for")
  }

  @Test func theRateIsThatOfTheLastSecond() {
    var screen = TestScreen(.racing)
    #expect(!screen.text.contains("items/s"))
    for _ in 0..<40 {
      screen.show {
        $0.time += 100_000_000
        $0.ledger.taken += 50
      }
    }
    #expect(screen.line(with: "─ ledger").hasSuffix(" 500 items/s ─"))
    screen.show {
      $0.time += 1_000_000_000
      $0.ledger.taken += 2_000_000
    }
    #expect(screen.line(with: "─ ledger").hasSuffix(" 2 000 000 items/s ─"))
    screen.show { $0.pace = .step }
    #expect(!screen.text.contains("items/s"))
  }

  @Test func aSlowTempoHasARateToo() {
    var screen = TestScreen(.stepping)
    for _ in 0..<8 {
      screen.show {
        $0.pace = .tempo(perSecond: 1)
        $0.time += 1_000_000_000
        if $0.time % 2_000_000_000 == 0 { $0.ledger.taken += 1; $0.ledger.produced += 1 }
      }
    }
    #expect(screen.line(with: "─ ledger").hasSuffix(" 0.5 items/s ─"))
  }

  @Test func aLargeCountIsWorthMoreThanTheLettersOfItsName() {
    var screen = TestScreen(.racing)
    screen.show { $0.ledger.duplicated = 123_456_789 }
    #expect(screen.line(with: "123 456 789").contains("  duplicated 123 456 789"))
    screen.show { $0.ledger.produced = 8_214_551_000 }
    #expect(screen.line(with: "123 456 789").contains("produced  8 214 551 000  dup     123 456 789"))
  }

  @Test func numbersAreGrouped() {
    let texts = [0, 7, 999, 1000, 12_345, 8_214_551, -1302].map { grouped($0).replacing("\u{A0}", with: " ") }
    #expect(texts == ["0", "7", "999", "1 000", "12 345", "8 214 551", "-1 302"])
    #expect(grouped(Int.min).hasPrefix("-9\u{A0}223"))
    #expect(grouped(8_214_551, within: 9) == "8\u{A0}214\u{A0}551")
    #expect(grouped(8_214_551, within: 8) == "8.2\u{A0}M")
    #expect(grouped(16_214_551, within: 8) == "16\u{A0}M")
    #expect(grouped(UInt64.max, within: 8) == "1.8e19")
    #expect(grouped(1302, within: 4) == "?")
    #expect(
      [0.25, 0.04, 1, 9.96, 12.4, 1e30, -.infinity, .nan].map(decimal) == [
        "0.3", "0", "1", "10", "12", "100\u{A0}000\u{A0}000\u{A0}000\u{A0}000\u{A0}000", "0", "0",
      ])
  }
}
