import Glibc
import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("Steps that are granted at once", .serialized)
struct RunTests {
  /// What is to be the same, however the steps were granted: all but the time and the processes' ids, the order of what
  /// each did included.
  private func state(_ experiment: Experiment) -> Snapshot {
    var snapshot = experiment.snapshot()
    (snapshot.time, snapshot.resets, snapshot.segment) = (0, 0, "")
    for index in snapshot.workers.indices { (snapshot.workers[index].pid, snapshot.workers[index].kernel) = (0, nil) }
    for index in snapshot.synchronizers.indices {
      (snapshot.synchronizers[index].owner, snapshot.synchronizers[index].lastPid) = (nil, nil)
      snapshot.synchronizers[index].waiters = nil
    }
    return snapshot
  }

  /// Long runs by one worker after the other, each until it sleeps or has had enough.
  private func schedule(on experiment: Experiment) throws -> Schedule {
    var random = SystemRandomNumberGenerator()
    while experiment.history.moves.count < 150 {
      let ready = experiment.snapshot().workers.filter { $0.state == .parked }.map(\.id)
      guard let id = ready.randomElement(using: &random) else { break }
      for _ in 0..<Int.random(in: 1...40, using: &random) where experiment.state(id) == .parked {
        try experiment.apply(.step(id))
      }
    }
    return try #require(experiment.snapshot().schedule)
  }

  @Test(
    "the same steps lead to the same state, granted one by one or at once, under every discipline",
    arguments: Catalogue.programs.flatMap { program in Catalogue.disciplines(of: program).map { (program, $0.name) } })
  func sameState(program: Program, name: String) throws {
    let isForOneEach = Catalogue.disciplines(of: program).first { $0.name == name }?.limit != nil
    let count = isForOneEach ? 1 : 2
    let setup = Setup(
      program: program, slots: 2, words: 3, producers: program == .message ? 1 : count, consumers: count,
      discipline: name, pace: .step)
    let experiment = try experiment(setup)
    try experiment.apply(.pace(.step))
    let schedule = try schedule(on: experiment)
    let (before, digest) = (state(experiment), experiment.digest())
    for _ in 1...3 {
      try experiment.apply(.follow(schedule))
      #expect(state(experiment) == before, "\(schedule)")
      #expect(experiment.digest() == digest, "\(schedule)")
    }
  }

  @Test("a run ends where its worker falls asleep, and gives the rest back")
  func asleep() throws {
    let experiment = try experiment(Setup(slots: 2, pace: .step))
    #expect(try experiment.step(P1, times: 50) == 15)
    #expect(experiment.state(P1) == .blocked(on: .empty))
    #expect(experiment.snapshot().steps == 15)
    #expect(experiment.snapshot().schedule?.description == "P1*15")
    let words = experiment.region.words(of: P1)!
    #expect(words.granted.load() == words.passed.load())
    #expect(throws: Refusal.self) { try experiment.step(P1, times: 2) }
  }

  @Test("a run ends with the operation that wakes another process, which then stands at its gate")
  func wakes() throws {
    let experiment = try experiment(Setup(pace: .step))
    #expect(try experiment.step(C1, times: 9) == 1)
    #expect(try experiment.step(P1, times: 50) == 7)
    #expect(experiment.state(C1) == .parked)
    // Nobody sleeps any more: a whole run.
    #expect(try experiment.step(P1, times: 50) == 50)
    #expect(experiment.snapshot().ledger.produced == 8)
  }

  @Test("a run ends where its worker leaves or dies")
  func ends() throws {
    let experiment = try experiment(Setup(producers: 2, pace: .step))
    try experiment.step(P1, 2)
    try experiment.apply(.remove(P1))
    #expect(try experiment.step(P1, times: 50) == 5)
    #expect(experiment.snapshot().worker(P1) == nil)
    #expect(experiment.snapshot().schedule?.description == "P1*2 remove:P1 P1*5")

    let message = try self.experiment(Setup(program: .message, discipline: "reader-writes", pace: .step))
    let (writer, reader) = (WorkerID(.writer, 1), WorkerID(.reader, 1))
    while message.snapshot().message?.version != 2 { try message.step(writer, times: 1) }
    #expect(try message.step(reader, times: 50) < 50)
    #expect(message.state(reader) == .ended(.killed(signal: SIGSEGV)))
  }

  private func experiment(_ setup: Setup, test: String = #function, line: Int = #line) throws -> Experiment {
    try LaboratoryTests.experiment(setup, test: test, line: line)
  }

  @Test("going back ends in the middle of a run as well, and forward from there where the run ended")
  func back() throws {
    let experiment = try experiment(Setup(slots: 20, producers: 2, pace: .step))
    try experiment.apply(.follow(Schedule(reading: "P1*42 P2*7 P1*12")))
    let (end, digest) = (state(experiment), experiment.digest())
    try experiment.stepBack(5)
    #expect(experiment.snapshot().schedule?.description == "P1*42 P2*7 P1*7")
    try experiment.stepBack(20)
    #expect(experiment.snapshot().schedule?.description == "P1*36")
    while experiment.snapshot().undone > 0 { try experiment.apply(.forward) }
    #expect(experiment.digest() == digest)
    #expect(state(experiment) == end)
  }

  @Test("a replay that leads elsewhere is noticed, also inside of a run")
  func differs() throws {
    let experiment = try experiment(Setup(pace: .step))
    try experiment.apply(.follow(Schedule(reading: "P1*20 C1*3 P1")))
    // What the first run led to, as if it had been something else.
    experiment.history = History(roster: experiment.history.roster)
    experiment.history.enter(.step(P1), times: 20)
    experiment.history.mark(experiment.digest())
    experiment.history.enter(.step(C1), times: 4)
    let error = #expect(throws: Refusal.self) { try experiment.stepBack(1) }
    #expect("\(try #require(error))" == "the replay differed at move 20, P1; R resets")
  }

  @Test("tens of thousands of moves are followed, and gone back from, in a moment")
  func many() throws {
    let experiment = try experiment(Setup(pace: .step))
    let text = Array(repeating: "P1*7 C1*7", count: 5000).joined(separator: " ")
    let start = ContinuousClock.now
    try experiment.apply(.follow(Schedule(reading: text)))
    try experiment.stepBack(7)
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(experiment.snapshot().schedule?.moves.count == 69_993)
    #expect(experiment.snapshot().ledger.taken == 4999)
    let error = #expect(throws: Refusal.self) {
      try experiment.apply(.follow(Schedule(reading: "P1*35000 C1*35000")))
    }
    #expect("\(try #require(error))".hasPrefix("the schedule cannot be followed at move 72: P1 is blocked"))
  }
}
