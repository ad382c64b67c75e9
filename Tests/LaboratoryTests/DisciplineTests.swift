import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("Every discipline, run by real processes", .serialized)
struct RealDisciplineTests {
  private static func names(_ program: Program, correct: Bool) -> [String] {
    Catalogue.disciplines(of: program).filter { $0.isCorrect == correct }.map(\.name)
  }

  private func run(_ setup: Setup, end: Trial.End = .items(20_000), name: String = #function) throws -> RunReport {
    try #require(try trial(setup, end: end, test: name).run())
  }

  @Test("the correct ones hold, with few and with many, narrow and wide", arguments: names(.ring, correct: true))
  func correct(name: String) throws {
    let isForOneEach = Catalogue.disciplines(of: .ring).first { $0.name == name }?.limit != nil
    let crowds = isForOneEach ? [(1, 1)] : [(1, 1), (3, 2), (1, 4)]
    for (producers, consumers) in crowds {
      for (slots, words) in [(1, 1), (2, 64), (10, 1), (1024, 1)] {
        let setup = Setup(
          slots: slots, words: words, producers: producers, consumers: consumers, discipline: name)
        let report = try run(setup)
        #expect(report.verdict == .holds, "\(report)")
        #expect(
          report.ledger.produced == 20_000 && report.ledger.consumed == 20_000 && report.outcome.troubles.isEmpty,
          "\(report)")
      }
    }
  }

  @Test("the correct ones count to the end", arguments: names(.counter, correct: true))
  func correctCounter(name: String) throws {
    let report = try run(Setup(program: .counter, producers: 3, consumers: 0, discipline: name))
    #expect(
      report.verdict == .holds && report.totals["counter"] == 20_000 && report.ledger.produced == 20_000, "\(report)")
  }

  @Test("readers that may not write read whole messages")
  func correctMessage() throws {
    let report = try run(Setup(program: .message, consumers: 2, discipline: "lock-free", text: "good morning"))
    #expect(report.verdict == .holds && report.ledger.torn == 0, "\(report)")
    let heard = try #require(report.heard)
    #expect(heard.keys.map(\.description).sorted() == ["R1", "R2"])
    #expect(heard.values.allSatisfy { ["good morning", "GOOD MORNING"].contains($0) })
  }

  @Test(
    "where nobody counts or nobody is kept out, items are lost and taken twice",
    arguments: [("none", 1, 1), ("no-counting", 1, 1), ("no-mutex", 3, 3), ("if-wait", 1, 4)])
  func loses(name: String, producers: Int, consumers: Int) throws {
    // Until it shows: with few processors it can look healthy for a while.
    for _ in 1...20 {
      let report = try run(
        Setup(slots: 2, producers: producers, consumers: consumers, discipline: name), end: .seconds(0.5))
      if report.verdict == .violated {
        #expect(report.ledger.duplicated + report.ledger.phantom > 0 || report.ledger.lost > 0)
        return
      }
    }
    Issue.record("\(name) has lost nothing in ten seconds")
  }

  @Test("the counter without synchronization comes out short, on one processor too", arguments: [false, true])
  func counterShort(onOneProcessor: Bool) throws {
    let setup = Setup(program: .counter, producers: 2, consumers: 0, discipline: "none")
    let end = Trial.End.items(200_000)
    let report = try onOneProcessor ? Processors.onOne { _ in try run(setup, end: end) } : run(setup, end: end)
    #expect(report.verdict == .violated)
    #expect(report.totals["counter"] < report.ledger.produced)
  }

  @Test("narrow indices lose items unless the slots divide 256", arguments: [1, 8, 256, 3, 10, 300])
  func narrowIndices(slots: Int) throws {
    let setup = Setup(slots: slots, producers: 2, consumers: 2, discipline: "narrow-indices")
    // Where they lose, they do so as soon as the ring is full enough while an index begins again at 0.
    for _ in 1...(256 % slots == 0 ? 2 : 20) {
      let report = try run(setup)
      #expect(report.ledger.produced == 20_000 && report.outcome.troubles.isEmpty, "\(report)")
      if 256 % slots == 0 { #expect(report.verdict == .holds, "\(report)") }
      if 256 % slots != 0 && report.verdict == .violated { return #expect(report.ledger.lost > 0) }
    }
    #expect(256 % slots == 0, "\(slots) slots have lost nothing")
  }

  @Test("the lost wake-up hangs by the schedule that its text gives, and the semaphores do not")
  func lostWakeup() throws {
    let index = try #require(Catalogue.index(of: "lost-wakeup", in: .ring))
    let text = Catalogue.disciplines[index].verdict
    let match = try #require(text.firstMatch(of: /--slots (\d+) --schedule '([^']+)'/))
    for (name, verdict) in [("lost-wakeup", Verdict.deadlock), ("semaphores", .holds)] {
      let setup = Setup(slots: try #require(Int(match.1)), discipline: name)
      let trial = trial(setup, end: .items(1))
      let report = try #require(try trial.follow(Schedule(reading: String(match.2))))
      #expect(report.verdict == verdict && report.schedule?.description == String(match.2), "\(report)")
    }
  }

  @Test(
    "who waits for what will not come is found to wait for ever, and for whom",
    arguments: [
      ("mutex-first", Program.ring, "holds mutex, waits for"),
      ("forgotten-post", .ring, "waits for empty: no line of the program posts it"),
      ("private-semaphores", .ring, "it is free, but the wake-up never came"),
      ("private-mutex", .ring, "waits for mutex: it is free, but the wake-up never came"),
    ])
  func stalls(name: String, program: Program, sentence: String) throws {
    let consumers = program == .ring ? 2 : 0
    let report = try run(
      Setup(program: program, slots: 3, producers: 2, consumers: consumers, discipline: name),
      end: .seconds(program == .ring ? 30 : 1))
    #expect(report.verdict == .deadlock, "\(report)")
    #expect(report.outcome.waits.contains { $0.sentence.contains(sentence) }, "\(report.outcome.findings)")
  }

  @Test("a mutex for the threads of one process leaves somebody asleep, lets two in at once, or glibc gives up")
  func privateMutexAroundTheCounter() throws {
    let setup = Setup(program: .counter, producers: 2, consumers: 0, discipline: "private-mutex")
    for _ in 1...10 {
      let report = try run(setup, end: .seconds(1))
      switch report.verdict {
      case .deadlock:
        #expect(
          report.outcome.waits.contains {
            $0.sentence.contains("waits for mutex: it is free, but the wake-up never came")
          })
        return
      case .violated:
        return #expect(report.ledger.lost > 0)
      default:
        if report.outcome.troubles.contains(where: { $0.sentence.contains("was killed by SIGABRT") }) { return }
      }
    }
    Issue.record("nothing went wrong in ten seconds")
  }

  @Test(
    "one side alone that looks again and again in vain is found to wait for ever, too",
    arguments: ["spinlock", "lock-free"])
  func spinsInVain(name: String) throws {
    let report = try run(Setup(producers: 1, consumers: 0, discipline: name), end: .seconds(30))
    #expect(report.verdict == .deadlock && report.ledger.produced == 10, "\(report)")
  }

  @Test("a reader that writes through its read-only mapping is ended by SIGSEGV, and the text is unharmed")
  func readerWrites() throws {
    let report = try run(
      Setup(program: .message, consumers: 1, discipline: "reader-writes", text: "hands off"), end: .items(100))
    #expect(report.outcome.troubles.count == 1 && report.outcome.troubles[0].sentence.contains("was killed by SIGSEGV"))
    #expect(report.ledger.produced == 100)
  }

  @Test("what is made for one of a role is refused for more, with the reason")
  func refused() throws {
    let error = #expect(throws: ExperimentError.self) {
      try experiment(Setup(producers: 2, discipline: "lock-free", pace: .step))
    }
    #expect("\(try #require(error))".contains("each index may have one writer only"))
    let running = try experiment(Setup(producers: 2, pace: .step))
    #expect(throws: Refusal.self) { try running.apply(.discipline("lock-free")) }
  }

  @Test("without the ledger the data moves, and nothing is said of it")
  func unaccounted() throws {
    let report = try run(Setup(keepsLedger: false))
    #expect(report.verdict == .unaccounted && !report.setup.keepsLedger)
    #expect(report.ledger.produced == 20_000 && report.ledger.consumed == 20_000)
  }

  @Test(
    "without the ledger, too, everyone comes to its gate when it is paced, and goes on at full speed",
    arguments: Catalogue.disciplines(of: .ring).filter(\.isCorrect).map(\.name))
  func unaccountedAtEveryPace(name: String) throws {
    let experiment = try experiment(Setup(discipline: name, keepsLedger: false))
    let taken = { experiment.snapshot().ledger.taken }
    for _ in 1...3 {
      let before = taken()
      #expect(eventually { taken() > before + 1000 })
      try experiment.apply(.pace(.step))
      for id in [P1, C1] { #expect(experiment.state(id) == .parked || experiment.snapshot().worker(id)!.isBlocked) }
      let parked = taken()
      while taken() < parked + 2 && experiment.snapshot().steps < 1000 { try experiment.apply(.stepAll) }
      #expect(taken() == parked + 2)
      try experiment.apply(.reset)
      #expect(taken() == 0)
      try experiment.apply(.pace(.full))
    }
  }

  @Test(
    "without the ledger, too, who looks in vain hears at once what is wanted of it",
    arguments: ["spinlock", "lock-free"])
  func unaccountedInVain(name: String) throws {
    let experiment = try experiment(Setup(consumers: 0, discipline: name, keepsLedger: false))
    for _ in 1...3 {
      #expect(eventually { experiment.snapshot().ledger.produced == 10 && experiment.state(P1) != .running })
      try experiment.apply(.pace(.step))
      #expect(experiment.state(P1) == .parked)
      try experiment.apply(.step(P1))
      #expect(experiment.snapshot().ledger.produced == 10)
      try experiment.apply(.pace(.full))
      #expect(eventually { experiment.state(P1) != .running })
      try experiment.apply(.reset)
    }
  }
}
