import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("Readers and writers, run by real processes", .serialized)
struct ReadersWritersTests {
  private static let disciplines = Catalogue.disciplines(of: .readersWriters)
  private static let correct = disciplines.filter(\.isCorrect).map(\.name)

  private let R1 = WorkerID(.reader, 1)
  private let R2 = WorkerID(.reader, 2)
  private let W1 = WorkerID(.writer, 1)

  private func setup(_ discipline: String, writers: Int = 1, readers: Int = 2, pace: Pace = .full) -> Setup {
    Setup(
      .readersWriters, counts: [.writer: writers, .reader: readers], discipline: discipline, pace: pace, provoke: 100)
  }

  private func measure(_ name: String, _ experiment: Experiment) -> UInt64? {
    experiment.snapshot().measures.first { $0.name == name }?.value
  }

  @Test("the correct ones hold, on every backend", arguments: correct, Backend.allCases)
  func holds(name: String, backend: Backend) throws {
    for (writers, readers) in [(1, 2), (3, 3)] {
      var trial = Trial(
        setup(name, writers: writers, readers: readers), end: .items(20_000), memory: MemoryChoice(backend))
      trial.executable = ringside
      let report = try #require(try trial.run())
      #expect(report.verdict == .holds, "\(report)")
      #expect(report.ledger.produced + report.ledger.consumed == 20_000)
      #expect(report.ledger.torn == 0 && report.ledger.overlaps == 0)
    }
  }

  @Test("writers that ask nobody meet others inside, on one processor as well", arguments: [false, true])
  func noWriterExclusion(onOneProcessor: Bool) throws {
    let trial = trial(setup("no-writer-exclusion"), end: .seconds(2))
    let report = try #require(try onOneProcessor ? Processors.onOne { _ in try trial.run() } : trial.run())
    #expect(report.verdict == .violated && report.ledger.overlaps > 0 && report.ledger.torn > 0, "\(report)")
  }

  @Test(
    "a count without its mutex lets a writer in beside readers, or keeps it out for ever", arguments: [false, true])
  func counterWithoutMutex(onOneProcessor: Bool) throws {
    let trial = trial(setup("counter-without-mutex"), end: .items(200_000))
    let report = try #require(try onOneProcessor ? Processors.onOne { _ in try trial.run() } : trial.run())
    #expect(report.verdict == .violated || report.verdict == .deadlock, "\(report)")
  }

  @Test("a lost update of readcount, step by step: wrt is never posted again")
  func lostCount() throws {
    let experiment = try experiment(setup("counter-without-mutex", pace: .step))
    // Both read 0, both store 1, and both want wrt; the second to leave is not the last one by the count.
    try experiment.apply(.follow(Schedule(reading: "R1 R2 R1 R2 R1 R2 R1*6 R2*6")))
    let snapshot = experiment.snapshot()
    #expect(snapshot.values[SharedVariable("readcount")] == .max)
    #expect(Outcome(of: snapshot).miscounts.map(\.sentence) == ["wrt is 0 and should be 1: 1 count was lost"])
  }

  @Test("with the readers first, a writer waits for each reader that passes it; with a turnstile for none")
  func starvation() throws {
    let unfair = try experiment(setup("readers-first", pace: .step))
    try unfair.apply(.follow(Schedule(reading: "R1*6 W1 R2*65 R1*7")))
    #expect(unfair.state(W1) == .parked)
    try unfair.step(W1, 4)
    #expect(measure("writerWait", unfair) == 5 && measure("readerWait", unfair) == 0)
    let fair = try experiment(setup("fair", pace: .step))
    try fair.apply(.follow(Schedule(reading: "R1*8 W1*2 R2")))
    #expect(fair.state(R2) == .blocked(on: SharedVariable("turnstile")))
    try fair.apply(.follow(Schedule(reading: "R1*8 W1*2 R2 R1*7 W1*5 R2*7")))
    #expect(measure("writerWait", fair) == 0 && measure("readerWait", fair) == 1)
  }

  @Test("with the writers first, readers wait behind the turnstile until the last writer has left")
  func writersFirst() throws {
    let experiment = try experiment(setup("writers-first", writers: 2, pace: .step))
    try experiment.apply(.follow(Schedule(reading: "W1*6 R1 W2*5 W1*9")))
    #expect(experiment.state(R1) == .blocked(on: SharedVariable("turnstile")))
    try experiment.apply(.follow(Schedule(reading: "W1*6 R1 W2*5 W1*9 W2*10 R1*7")))
    #expect(measure("readerWait", experiment) == 2)
  }

  @Test("a reader that finds the version changed reads again, and that is counted")
  func retries() throws {
    let experiment = try experiment(setup("seqlock", pace: .step))
    try experiment.apply(.follow(Schedule(reading: "R1*2 W1*7 R1*3")))
    #expect(measure("retries", experiment) == 1)
    #expect(experiment.snapshot().ledger == LedgerCounts(produced: 1))
    try experiment.step(R1, 5)
    #expect(experiment.snapshot().ledger == LedgerCounts(produced: 1, taken: 1))
  }

  @Test("a reader inside and a writer that comes in: one overlap, and a torn copy")
  func overlap() throws {
    let experiment = try experiment(setup("no-writer-exclusion", pace: .step))
    try experiment.apply(.follow(Schedule(reading: "R1*6 R2*6 W1*3 R1*2 R2*2")))
    #expect(experiment.snapshot().ledger == LedgerCounts(produced: 1, torn: 2, overlaps: 1))
  }

  @Test("stepping back leads to the same states", arguments: disciplines.map(\.name))
  func back(name: String) throws {
    let experiment = try experiment(setup(name, pace: .step))
    try experiment.apply(.pace(.step))
    var keys = [experiment.stateKey]
    for id in [R1, W1, R2, R1, R1, R2, R1, R2, R2, R1, R1, R1, R2, W1] where experiment.state(id) == .parked {
      try experiment.apply(.step(id))
      keys.append(experiment.stateKey)
    }
    while keys.count > 1 {
      keys.removeLast()
      try experiment.stepBack()
      #expect(experiment.stateKey == keys.last)
    }
  }

  @Test("a reset gets everybody out of a sleep on the read-write lock, and the same processes go on")
  func resetFromTheLock() throws {
    let experiment = try experiment(setup("rwlock", writers: 2, pace: .step))
    let pids = experiment.snapshot().workers.map(\.pid)
    for moves in ["W1*2 R1 R2 W2", "R1*2 W1 W2 R2"] {
      for _ in 1...10 {
        try experiment.apply(.follow(Schedule(reading: moves)))
        #expect(experiment.snapshot().waiting(for: SharedVariable("rwlock")).contains(WorkerID(.writer, 2)))
        try experiment.apply(.reset)
        #expect(experiment.snapshot().workers.allSatisfy { $0.state == .parked && $0.operation == 0 })
      }
    }
    #expect(experiment.snapshot().workers.map(\.pid) == pids)
    try experiment.apply(.pace(.full))
    #expect(eventually { experiment.snapshot().ledger.produced > 100 })
  }

  @Test("who waits for the lock is told who has it, readers and a writer that died alike")
  func lockHolders() throws {
    let experiment = try experiment(setup("rwlock", pace: .step))
    try experiment.apply(.follow(Schedule(reading: "R1*2 R2*2 W1")))
    #expect(experiment.snapshot().waits.map(\.sentence) == ["W1 waits for rwlock: R1 and R2 hold it"])
    try experiment.apply(.follow(Schedule(reading: "R1*2 R2*2 W1 R1*3 R2*3 W1 kill:W1 R1")))
    #expect(Outcome(of: experiment.snapshot()).waits.map(\.sentence).contains("R1 waits for rwlock: W1 died inside"))
  }

  @Test("a process that is killed inside is outside for those that come after it")
  func killed() throws {
    let beside = try experiment(setup("no-writer-exclusion", pace: .step))
    try beside.apply(.follow(Schedule(reading: "R1*6 kill:R1 W1*3")))
    #expect(beside.snapshot().ledger == LedgerCounts(produced: 1))
    let first = try experiment(setup("readers-first", pace: .step))
    try first.apply(.follow(Schedule(reading: "R1*6 kill:R1")))
    #expect(Outcome(of: first.snapshot()).miscounts.map(\.sentence) == ["wrt is 0 and should be 1: 1 count was lost"])
    try first.apply(.follow(Schedule(reading: "R1*6 kill:R1 restart:R1 W1")))
    #expect(first.state(W1) == .blocked(on: SharedVariable("wrt")))
  }
}
