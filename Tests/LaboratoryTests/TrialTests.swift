import Laboratory
import Model
import Support
import Testing

@Suite("Real processes at full speed, with the ledger as judge", .serialized)
struct TrialTests {
  @Test(
    "semaphores hold, whatever the sizes",
    arguments: [
      (Setup(), 100_000), (Setup(producers: 4, consumers: 3), 50_000), (Setup(slots: 1), 20_000),
      (Setup(slots: 4096), 50_000), (Setup(words: 512), 5_000),
      (Setup(slots: 3, words: 2, producers: 2, consumers: 5), 20_000),
    ])
  func semaphores(setup: Setup, items: Int) throws {
    let report = try #require(try trial(setup, end: .items(UInt64(items))).run())
    #expect(report.verdict == .holds)
    #expect(report.ledger.produced == UInt64(items))
    #expect(report.ledger.consumed == UInt64(items))
    #expect(
      report.ledger.lost + report.ledger.duplicated + report.ledger.torn + report.ledger.phantom + report.ledger.inRing
        == 0)
    #expect(report.outcome.troubles == [])
  }

  @Test("without synchronization items are lost and taken twice, and the law holds to the last item")
  func none() throws {
    for setup in [
      Setup(discipline: "none"), Setup(producers: 2, consumers: 2, discipline: "none"),
      Setup(slots: 1, words: 64, producers: 2, consumers: 2, discipline: "none"),
      Setup(slots: 1, producers: 8, consumers: 1, discipline: "none"),
      Setup(slots: 300, producers: 3, consumers: 3, discipline: "none"),
    ] {
      let report = try #require(try trial(setup, end: .items(50_000)).run())
      #expect(report.verdict == .violated)
      #expect(report.ledger.produced == 50_000)
      #expect(report.ledger.consumed == 50_000)
      #expect(report.ledger.lost > 0)
      #expect(report.ledger.balances)
    }
  }

  @Test("a wide item in a single slot is torn")
  func torn() throws {
    let setup = Setup(slots: 1, words: 512, producers: 2, consumers: 2, discipline: "none")
    // One attempt nearly always does; whether two processes really overlap is up to the machine.
    let found = try eventually {
      try trial(setup, end: .items(20_000)).run().map { $0.ledger.torn > 0 && $0.ledger.balances } ?? false
    }
    #expect(found)
  }

  @Test("a trial by time ends in time and in order")
  func seconds() throws {
    for discipline in ["semaphores", "none"] {
      let report = try #require(
        try trial(Setup(producers: 2, consumers: 1, discipline: discipline), end: .seconds(0.3)).run())
      #expect(report.ledger.balances)
      #expect(report.ledger.produced > 0)
      #expect((discipline == "semaphores") == (report.verdict == .holds))
    }
  }

  @Test("producers without a consumer fill the ring and wait for ever: deadlock")
  func deadlock() throws {
    let report = try #require(try trial(Setup(producers: 2, consumers: 0), end: .items(100)).run())
    #expect(report.verdict == .deadlock)
    #expect(report.ledger.inRing == 10)
    #expect(report.ledger.produced == 10)
  }

  @Test("at tempo, and cancelled")
  func cancelled() throws {
    var asked = 0
    let report = try trial(Setup(pace: .tempo(perSecond: 0.25)), end: .items(100)).run {
      asked += 1
      return asked > 3
    }
    #expect(report?.isInterrupted == true)
    #expect(report?.ending == .signal && report?.ledger.balances == true)
    let nothing = try trial(Setup(), end: .items(100)).run { true }
    #expect(nothing?.verdict == nil)
  }

  @Test("a segment's name that is taken is refused, and what is there is left alone")
  func nameTaken() throws {
    let name = uniqueSegmentName()
    var first = Trial(Setup(), end: .items(10), memory: .posix(name: name))
    first.executable = ringside
    let owner = try Experiment(Setup(pace: .step), memory: .posix(name: name), executable: ringside)
    #expect(throws: ExperimentError.self) { try first.run() }
    try owner.apply(.step(P1))
    #expect(owner.snapshot().steps == 1)
  }
}
