import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("Death in the critical section, and getting up again", .serialized)
struct ReapingTests {
  private let A1 = WorkerID(.adder, 1)

  /// Steps a worker until it is inside the critical section, and once more.
  private func goInside(_ id: WorkerID, _ experiment: Experiment) throws {
    var steps = 0
    while experiment.snapshot().insideCriticalSection != [id] {
      try experiment.step(id, 1)
      steps += 1
      try #require(steps < 20)
    }
    try experiment.step(id, 1)
  }

  @Test(
    "a plain lock is gone with its holder: the others wait for ever, and it is said for whom",
    arguments: ["semaphores", "mutex-condition", "spinlock"])
  func lost(name: String) throws {
    let experiment = try experiment(Setup(producers: 2, discipline: name, pace: .step))
    try goInside(P1, experiment)
    try experiment.apply(.kill(P1))
    #expect(experiment.snapshot().diedInside == P1)
    try experiment.apply(.pace(.full))
    #expect(
      eventually {
        let waits = experiment.snapshot().waits
        return waits.count == 2 && waits.contains { $0.reason == .diedInside(P1) }
      })
    // A reset brings everyone back, whatever they were asleep in.
    try experiment.apply(.reset)
    #expect(eventually { experiment.snapshot().ledger.taken > 100 })
    #expect(experiment.processCount == 3)
  }

  @Test("also who is stepped, and only tries a lock again and again, is known to wait for a dead one")
  func spinningInSteps() throws {
    let experiment = try experiment(Setup(producers: 2, discipline: "spinlock", pace: .step))
    try goInside(P1, experiment)
    #expect(!experiment.snapshot().isStuck)
    try experiment.apply(.kill(P1))
    try experiment.step(P2, 3)
    let snapshot = experiment.snapshot()
    #expect(snapshot.isStuck && snapshot.waits.map(\.reason) == [.diedInside(P1), .diedInside(P1)])
  }

  @Test(
    "a robust mutex goes to the next, who finishes what the dead had begun",
    arguments: 1...8)
  func robust(steps: Int) throws {
    let experiment = try experiment(Setup(slots: 2, producers: 2, discipline: "robust-mutex", pace: .step))
    // One item is in the ring, so that both roles have something to do.
    let whole = experiment.snapshot().discipline.listing.operations(of: .producer).count { !$0.isConditional }
    try experiment.step(P2, whole)
    try experiment.step(P1, min(steps, whole - 1))
    try experiment.apply(.kill(P1))
    try experiment.apply(.pace(.full))
    #expect(eventually { experiment.snapshot().ledger.taken > 1000 })
    try experiment.apply(.pace(.step))
    let ledger = experiment.snapshot().ledger
    #expect(ledger.violations == 0 && ledger.balances, "\(ledger)")
  }

  @Test("SEM_UNDO gives back what the dead had taken", arguments: 1...4)
  func undone(steps: Int) throws {
    let experiment = try experiment(Setup(slots: 1, producers: 2, discipline: "sysv-semaphores", pace: .step))
    try experiment.step(P1, steps)
    try experiment.apply(.kill(P1))
    #expect(eventually { experiment.snapshot().synchronizers.map(\.value) == [1, 0, 1] })
    try experiment.apply(.pace(.full))
    #expect(eventually { experiment.snapshot().ledger.taken > 1000 })
  }

  @Test("killed at any moment at full speed, the heirs of a robust mutex account for every item")
  func chaos() throws {
    let experiment = try experiment(Setup(slots: 3, producers: 3, consumers: 0, discipline: "robust-mutex"))
    // Consumers stay out of it: one killed asleep on a condition would leave that damaged, and nobody is asleep on
    // notEmpty when there is always an item.
    try experiment.apply(.add(.consumer))
    for round in 1...10 {
      let victim = WorkerID(.producer, round % 3 + 1)
      try experiment.apply(.pace(.step))
      // One that is asleep on a condition is spared.
      guard experiment.snapshot().worker(victim)?.isBlocked == false else { continue }
      try experiment.apply(.kill(victim))
      try experiment.apply(.restart(victim))
      try experiment.apply(.pace(.full))
      let before = experiment.snapshot().ledger.taken
      #expect(eventually { experiment.snapshot().ledger.taken > before + 100 })
    }
    try experiment.apply(.pace(.step))
    let ledger = experiment.snapshot().ledger
    #expect(ledger.violations == 0 && ledger.balances, "\(ledger)")
  }

  @Test("a counter whose adder dies inside goes on under a robust mutex", arguments: 1...4)
  func counter(steps: Int) throws {
    let experiment = try experiment(
      Setup(program: .counter, producers: 2, consumers: 0, discipline: "robust-mutex", pace: .step))
    try experiment.step(A1, steps)
    try experiment.apply(.kill(A1))
    try experiment.apply(.pace(.full))
    #expect(eventually { experiment.snapshot().values[.counter] ?? 0 > 1000 })
    try experiment.apply(.pace(.step))
    let snapshot = experiment.snapshot()
    #expect(snapshot.ledger.violations == 0, "\(snapshot.ledger)")
  }
}
