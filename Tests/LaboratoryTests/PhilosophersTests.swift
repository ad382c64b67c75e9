import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("Dining philosophers, as real processes", .serialized)
struct PhilosophersTests {
  private func setup(_ discipline: String, _ count: Int = 5, pace: Pace = .full) -> Setup {
    Setup(.philosophers, counts: [.philosopher: count], discipline: discipline, pace: pace)
  }

  private func diner(_ number: Int) -> WorkerID { WorkerID(.philosopher, number) }

  private static let correct = Catalogue.disciplines(of: .philosophers).filter(\.isCorrect).map(\.name)

  @Test("the correct ones let everybody eat, and no two neighbours at once", arguments: correct, Backend.allCases)
  func correctOnes(name: String, backend: Backend) throws {
    for count in [1, 2, 5, 32] {
      var trial = trial(setup(name, count), end: .items(10_000))
      if backend != .posix { trial.memory = MemoryChoice(backend) }
      let report = try #require(try trial.run())
      #expect(report.verdict == .holds && report.ledger.produced == 10_000, "\(report)")
      #expect(report.ledger.overlaps == 0 && report.outcome.troubles.isEmpty)
      let meals = (1...count).map { report.totals["mealsOfP\($0)"] }
      #expect(meals.reduce(0, +) == 10_000 && meals.allSatisfy { $0 >= UInt64(10_000 / count) })
    }
  }

  @Test("left-first ends with each waiting for the next, in a circle of all")
  func circle() throws {
    let report = try #require(try trial(setup("left-first"), end: .seconds(10)).run())
    #expect(report.verdict == .deadlock)
    #expect(
      report.outcome.waits.map(\.sentence)
        == (1...5).map { "P\($0) holds fork[\($0 - 1)], waits for fork[\($0 % 5)]: P\($0 % 5 + 1) holds it" })
  }

  @Test("without forks neighbours eat together, on one processor too", arguments: [false, true])
  func overlaps(onOneProcessor: Bool) throws {
    let run = { try #require(try trial(setup("no-forks"), end: .seconds(2)).run()) }
    let report = try onOneProcessor ? Processors.onOne { _ in try run() } : run()
    #expect(report.verdict == .violated && report.ledger.overlaps > 0, "\(report)")
  }

  @Test("step by step: the circle closes, everybody waits, and each step can be taken back")
  func stepping() throws {
    let experiment = try experiment(setup("left-first", 3, pace: .step))
    try experiment.apply(.pace(.step))
    var keys = [experiment.stateKey]
    let moves = [1, 2, 3, 1, 2, 3, 1, 2, 3].map(diner)
    for id in moves {
      try experiment.apply(.step(id))
      keys.append(experiment.stateKey)
    }
    let stuck = experiment.snapshot()
    #expect(stuck.isDeadlocked && stuck.waitCycle?.map(\.worker) == (1...3).map(diner))
    #expect(stuck.synchronizers.map(\.holder) == (1...3).map(diner))
    #expect(stuck.waits.map(\.holds) == (0..<3).map { [.fork[$0]] })
    for key in keys.dropLast().reversed() {
      try experiment.apply(.back)
      #expect(experiment.stateKey == key)
    }
  }

  @Test("an unlock wakes the neighbour, who then holds the fork")
  func wakes() throws {
    let experiment = try experiment(setup("ordered-forks", 3, pace: .step))
    try experiment.apply(.pace(.step))
    try experiment.step(diner(1), 3)
    try experiment.step(diner(2), 2)
    #expect(experiment.state(diner(2)) == .blocked(on: .fork[1]))
    #expect(try experiment.step(diner(1), times: 4) == 3)
    #expect(experiment.state(diner(2)) == .parked)
    #expect(experiment.snapshot().synchronizers.map(\.holder) == [diner(1), diner(2), nil])
  }

  @Test("whoever needs a dead philosopher's fork waits for ever, and it is said who died")
  func death() throws {
    let experiment = try experiment(setup("ordered-forks", 3, pace: .step))
    try experiment.apply(.pace(.step))
    try experiment.step(diner(1), 4)
    #expect(experiment.snapshot().values[.eating[0]] == 1)
    try experiment.apply(.kill(diner(1)))
    #expect(experiment.snapshot().values[.eating[0]] == 0)
    try experiment.step(diner(2), 2)
    try experiment.step(diner(3), 2)
    let sentences = ["P2 waits for fork[1]: P1 died holding it", "P3 waits for fork[0]: P1 died holding it"]
    #expect(experiment.snapshot().endlessWaits.map(\.sentence) == sentences)
    #expect(experiment.outcome.verdict == .deadlock)
    try experiment.apply(.reset)
    #expect(experiment.snapshot().synchronizers.allSatisfy { $0.owner == nil })
  }

  @Test("who gives back what it cannot use takes part in a livelock, which is counted")
  func livelock() throws {
    let experiment = try experiment(setup("both-or-none", 2, pace: .step))
    try experiment.apply(.pace(.step))
    try experiment.step(diner(1), 1)
    try experiment.step(diner(2), 1)
    for _ in 1...10 {
      for operation in 1...3 {
        for id in [diner(1), diner(2)] {
          #expect(experiment.snapshot().worker(id)?.operation == operation)
          try experiment.apply(.step(id))
        }
      }
    }
    let snapshot = experiment.snapshot()
    #expect(snapshot.ledger.produced == 0 && snapshot.measures.first { $0.name == "retreats" }?.value == 20)
    #expect(!snapshot.isDeadlocked && snapshot.endlessWaits.isEmpty)
  }

  @Test("one who joins brings a fork, and a reset keeps the seats")
  func joining() throws {
    let experiment = try experiment(setup("ordered-forks", 2, pace: .step))
    try experiment.apply(.pace(.step))
    try experiment.step(diner(1), 4)
    try experiment.apply(.add(.philosopher))
    #expect(experiment.snapshot().synchronizers.map(\.holder) == [diner(1), diner(1), nil])
    // P2 will share its right fork with the newcomer from its next meal on.
    try experiment.step(diner(1), 3)
    try experiment.step(diner(2), 7)
    #expect(experiment.snapshot().worker(diner(2))?.places["right"] == 2)
    #expect(experiment.snapshot().worker(diner(3))?.places["right"] == 0)
    try experiment.apply(.reset)
    #expect(experiment.snapshot().synchronizers.count == 3)
  }

  @Test("the footman keeps the last one away from the table")
  func footman() throws {
    let experiment = try experiment(setup("footman", 3, pace: .step))
    try experiment.apply(.pace(.step))
    for number in 1...3 { try experiment.step(diner(number), 2) }
    #expect(experiment.state(diner(3)) == .blocked(on: .footman))
    try experiment.step(diner(1), 7)
    #expect(experiment.state(diner(3)) == .parked)
    #expect(experiment.snapshot().ledger.produced == 1)
  }
}
