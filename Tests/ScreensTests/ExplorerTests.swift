import Grid
import Model
import Testing

@testable import Screens

/// The explorer on the screen: a search that is under way, a finding, a proof.
@Suite struct ExplorerTests {
  private static func step(
    _ process: String, _ text: String, counter: UInt64, mark: String = "", isPreemption: Bool = false
  ) -> RunStep {
    RunStep(
      process: process, text: text, values: [.init("counter", counter)], mark: mark, isPreemption: isPreemption)
  }

  private static let failing = [
    step("A1", "r = counter", counter: 0), step("A1", "r = r + 1", counter: 0),
    step("A2", "r = counter", counter: 0, isPreemption: true), step("A2", "r = r + 1", counter: 0),
    step("A2", "counter = r", counter: 1), step("A1", "counter = r", counter: 1, mark: "lost"),
  ]

  private static let passing = [
    step("A1", "r = counter", counter: 0), step("A1", "r = r + 1", counter: 0), step("A1", "counter = r", counter: 1),
    step("A2", "r = counter", counter: 1), step("A2", "r = r + 1", counter: 1), step("A2", "counter = r", counter: 2),
  ]

  private static func result(_ faults: [Fault] = [.sum]) throws -> ExplorationResult {
    var result = ExplorationResult(
      states: 21, edges: 28, runs: 6, isExhausted: true,
      levels: [
        .init(preemptions: 0, schedules: 2, bad: 0, newStates: 12),
        .init(preemptions: 1, schedules: 4, bad: 4, newStates: 9),
      ], schedules: 20, bad: faults.isEmpty ? 0 : 18)
    result.findings = try faults.map { fault in
      ExplorationResult.Finding(
        fault: fault, schedule: try Schedule(reading: "A1*2 A2*3 A1"), preemptions: 1, isSimplest: true,
        verdict: .violated,
        why: "A2 read `counter` = 0 after A1 had read it and before A1 stored: one addition is lost.",
        passing: try Schedule(reading: "A1*3 A2*3"), difference: "it passes if A2 comes 1 step later",
        failingSteps: failing, passingSteps: passing)
    }
    result.wild = Frequency(runs: 60, bad: 38)
    result.walk = Frequency(runs: 200, bad: 148)
    return result
  }

  private func screen(_ news: [ExplorationNews], size: (Int, Int) = (80, 24)) -> TestScreen {
    var screen = TestScreen(.stepping, size: size)
    screen.press("E")
    news.forEach { _ = update(&screen.state, .exploration($0)) }
    return screen
  }

  // MARK: The picture

  @Test func aFindingAt80x24() throws {
    let screen = screen([.result(try Self.result())])
    #expect(
      screen.text == """
         explore ring · semaphores · 4 processes · 2 items        FOUND at 1 preemption
        ─ search ───────────────────────────────────────────────────────────────────────
          0 preemptions   all 2 schedules: no bug
          1 preemption    ✗ a wrong sum after 6 steps
          everything      21 states, 28 moves, 6 runs: 18 of 20 schedules are bad
        ─ ▸ fails  A1*2 A2*3 A1 ───────────────── passes  A1*3 A2*3 ────────────────────
          A1           A2              counter  │  A1           A2              counter
          r = counter                        0  │  r = counter                        0
          r = r + 1                          0  │  r = r + 1                          0
         ── A1 is preempted ──                  │  counter = r                        1
                       r = counter           0  │               r = counter           1
                       r = r + 1             0  │               r = r + 1             1
                       counter = r           1  │               counter = r           2
          counter = r                   1 LOST  │
                                                │
                                                │
        ─ why ──────────────────────────────────────────────────────────────────────────
          A2 read `counter` = 0 after A1 had read it and before A1 stored: one
          addition is lost.
          It passes if A2 comes 1 step later.
        ─ how often it fails ───────────────────────────────────────────────────────────
          38 of 60 free runs · random walk 74 % · all schedules 90 %
          ringside run --producers 2 --consumers 2 --schedule 'A1*2 A2*3 A1'
         Enter step through it  Tab the passing run  ? help  q quit  Esc back
        """)
  }

  @Test func aSearchUnderWay() {
    let progress = ExplorationProgress(level: 1, states: 1234, frontier: 56, runs: 600, seconds: 0.5)
    let screen = screen([.progress(progress)])
    #expect(screen.title.hasSuffix("searching"))
    #expect(screen.line(with: "1 preemption").contains("1 234 states, 56 open, 1.20 k runs a second"))
  }

  @Test func aProofSaysWhatItLeavesOut() throws {
    let screen = screen([.result(try Self.result([]))])
    #expect(screen.title.hasSuffix("PROVED"))
    #expect(screen.text.contains("proved: no bug at any number of preemptions"))
    #expect(screen.text.contains("Not covered: more items"))
    #expect(screen.text.contains("0 of 20 schedules are bad"))
  }

  @Test func aFailureIsSaid() {
    let screen = screen([.failed("a process could not be started")])
    #expect(screen.title.hasSuffix("FAILED"))
    #expect(screen.text.contains("a process could not be started"))
  }

  @Test func onASmallScreenTabSwapsTheRuns() throws {
    var screen = screen([.result(try Self.result())], size: (50, 16))
    #expect(screen.text.contains("fails  A1*2 A2*3 A1") && !screen.text.contains("passes"))
    screen.press("Tab")
    #expect(screen.text.contains("passes  A1*3 A2*3") && !screen.text.contains("fails"))
  }

  @Test func theEndOfALongRunIsShownFirst() throws {
    var result = try Self.result()
    let long = (0..<100).map { Self.step("A1", "step \($0)", counter: UInt64($0)) } + Self.failing
    result.findings[0].failingSteps = long
    var screen = screen([.result(result)])
    #expect(screen.text.contains("LOST") && screen.text.contains("lines before: Up"))
    screen.press("PageUp PageUp")
    #expect(!screen.text.contains("LOST") && screen.text.contains("more lines"))
    screen.press("PageDown PageDown PageDown")
    #expect(screen.text.contains("LOST"))
  }

  @Test func everySizeIsDrawn() throws {
    let state = screen([.result(try Self.result())]).state
    for height in 0...30 {
      for width in 0...100 {
        let size = Size(width: width, height: height)
        #expect(view(state, size: size).size == size)
      }
    }
  }

  // MARK: The keys

  @Test func itPausesTheExperimentAndLetsItGoOn() {
    var screen = TestScreen(.racing)
    var effects = update(&screen.state, .key(.character("E")))
    #expect(effects == [.command(.pace(.step)), .explore(items: 2)])
    effects = update(&screen.state, .key(.escape))
    #expect(effects.first == .endExploration && effects.count == 2)
    #expect(!screen.state.explorer.isOpen)
  }

  @Test func enterGoesToTheStartOfTheRunOnTheScreen() throws {
    var screen = screen([.result(try Self.result())])
    #expect(
      update(&screen.state, .key(.enter)) == [.command(.rehearse(try Schedule(reading: "A1*2 A2*3 A1")))])
    #expect(!screen.state.explorer.isOpen)
    screen = self.screen([.result(try Self.result())])
    screen.press("Tab")
    #expect(update(&screen.state, .key(.enter)) == [.command(.rehearse(try Schedule(reading: "A1*3 A2*3")))])
  }

  @Test func keysThatCannotActSayWhy() throws {
    var screen = screen([])
    for (key, words) in [
      ("Enter", "the search has not ended yet"), ("n", "the search has not ended yet"),
      ("p", "the explorer is open, Esc closes it"),
    ] {
      screen.press(key)
      #expect(screen.foot.contains(words), "\(key): \(screen.foot)")
    }
    screen = self.screen([.result(try Self.result())])
    screen.press("n")
    #expect(screen.foot.contains("this is the only kind that was found"))
  }

  @Test func theNextKindIsShown() throws {
    var screen = screen([.result(try Self.result([.sum, .deadlock]))])
    screen.press("n")
    #expect(screen.text.contains("a deadlock after 6 steps"))
    screen.press("n")
    #expect(screen.text.contains("a wrong sum after 6 steps"))
  }

  @Test func moreItemsAreExploredAnew() throws {
    var screen = screen([.result(try Self.result())])
    #expect(update(&screen.state, .key(.character("+"))) == [.endExploration, .explore(items: 3)])
    #expect(screen.title.contains("3 items") && screen.title.hasSuffix("searching"))
    #expect(update(&screen.state, .key(.character("e"))) == [])
  }

  @Test func newsThatComesLateIsIgnored() throws {
    var screen = screen([])
    screen.press("Esc")
    _ = update(&screen.state, .exploration(.result(try Self.result())))
    #expect(screen.state.explorer.result == nil)
  }
}
