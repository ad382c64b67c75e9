import Glibc
import Model
import Programs
import SharedMemory
import Support
import Testing

@testable import Laboratory

@Suite("Stepping real processes", .serialized)
struct SteppingTests {
  @Test("nothing moves but by the step that was given")
  func onlySteps() throws {
    let experiment = try experiment(Setup(producers: 2, consumers: 2, pace: .step))
    try experiment.apply(.pace(.step))
    var before = experiment.snapshot()
    for id in [P1, P1, P2, P1, P1, P1, P1, P1, C1, C1, P2, C1, C1] {
      var expected = before
      try experiment.apply(.step(id))
      let after = experiment.snapshot()
      // Whoever did not step and was not waiting for what this step gave is where it was.
      for worker in before.workers where worker.id != id && !worker.isBlocked {
        #expect(after.worker(worker.id) == worker)
      }
      expected.steps += 1
      #expect(after.steps == expected.steps)
      before = after
    }
    usleep(50_000)
    var later = experiment.snapshot()
    later.time = before.time
    #expect(later == before)
  }

  private var semaphores: Discipline { Catalogue.disciplines.first { $0.name == "semaphores" }! }

  @Test("every operation of the listing, one at a time, and what it does to the region")
  func operations() throws {
    let experiment = try experiment(Setup(slots: 3, producers: 1, consumers: 1, pace: .step))
    try experiment.apply(.pace(.step))
    for (index, operation) in semaphores.listing.operations(of: .producer).enumerated() {
      #expect(experiment.snapshot().worker(P1)?.operation == index)
      let before = experiment.snapshot()
      try experiment.apply(.step(P1))
      let after = experiment.snapshot()
      switch (operation.kind, operation.variable) {
      case (.wait, let variable), (.post, let variable):
        let change = operation.kind == .wait ? -1 : 1
        let was = before.synchronizer(variable)?.value
        let isNow = after.synchronizer(variable)?.value
        #expect(isNow == was.map { $0 + change })
      case (.load, _): #expect(after.worker(P1)?.registers.first == Register("i", .number(0)))
      case (.store, .slot):
        #expect(after.slots[0].contents == .whole(Item(producer: 1, sequence: 1), taken: false))
        #expect(after.ledger == LedgerCounts(produced: 1, inRing: 1))
      case (.store, _): #expect(after.in == 1)
      default: Issue.record("the textbook's three have no \(operation.kind)")
      }
    }
    #expect(experiment.snapshot().worker(P1)?.operation == 0)
  }

  @Test("a process that must wait is blocked, the kernel agrees, and the post that frees it is seen to free it")
  func blockedAndFreed() throws {
    let experiment = try experiment(Setup(pace: .step))
    try experiment.apply(.pace(.step))
    try experiment.apply(.step(C1))
    let blocked = try #require(experiment.snapshot().worker(C1))
    #expect(blocked.state == .blocked(on: .full))
    #expect(blocked.kernel == KernelView(state: "S", sleep: .variable(.full)))
    #expect(experiment.snapshot().waiting(for: .full) == [C1])
    #expect(throws: Refusal.self) { try experiment.apply(.step(C1)) }
    try experiment.step(P1, 6)
    #expect(experiment.state(C1) == .blocked(on: .full))
    try experiment.step(P1, 1)
    let freed = try #require(experiment.snapshot().worker(C1))
    #expect(freed.state == .parked)
    #expect(freed.operation == 1)
    #expect(freed.kernel?.sleep == .gate)
    #expect(experiment.snapshot().synchronizers.map(\.value) == [9, 0, 1])
  }

  @Test("who waits for the mutex while another is inside")
  func mutex() throws {
    let experiment = try experiment(Setup(producers: 3, consumers: 0, pace: .step))
    try experiment.apply(.pace(.step))
    try experiment.step(P1, 2)
    try experiment.step(P2, 2)
    #expect(experiment.snapshot().insideCriticalSection == [P1])
    #expect(experiment.snapshot().waiting(for: .mutex) == [P2])
    try experiment.step(P1, 4)
    #expect(experiment.snapshot().insideCriticalSection == [P2])
  }

  @Test("two producers that both read in lose an item, every time")
  func lostUpdate() throws {
    let experiment = try experiment(Setup(producers: 2, discipline: "none", pace: .step))
    try experiment.apply(.pace(.step))
    for id in [P1, P2, P1, P2, P1, P2] { try experiment.apply(.step(id)) }
    let snapshot = experiment.snapshot()
    #expect(snapshot.ledger == LedgerCounts(produced: 2, lost: 1, inRing: 1))
    #expect(snapshot.in == 1)
    #expect(snapshot.slots[0].overwrote == Item(producer: 1, sequence: 1))
    #expect(snapshot.incidents.map(\.kind) == [.lost])
  }

  @Test("a wide item takes a step for each word, and can be torn by hand")
  func tornByHand() throws {
    let experiment = try experiment(Setup(words: 3, producers: 2, discipline: "none", pace: .step))
    try experiment.apply(.pace(.step))
    try experiment.step(P1, 3)
    #expect(experiment.snapshot().slots[0].contents == .writing(Item(producer: 1, sequence: 1), words: 2))
    try experiment.step(P2, 4)
    try experiment.step(P1, 1)
    #expect(
      experiment.snapshot().slots[0].contents == .torn(Item(producer: 2, sequence: 1), Item(producer: 1, sequence: 1)))
    try experiment.step(C1, 4)
    #expect(experiment.snapshot().ledger == LedgerCounts(produced: 2, torn: 1, lost: 2))
  }

  @Test("while a consumer stands in the middle of a wide item, the law holds, and its producers never wait for it")
  func middleOfATake() throws {
    let experiment = try experiment(Setup(slots: 1, words: 2, producers: 2, discipline: "none", pace: .step))
    try experiment.apply(.pace(.step))
    try experiment.step(P1, 4)
    try experiment.step(C1, 2)
    // Many more items than a producer has cells, all through the slot that the consumer is reading.
    for _ in 0..<300 {
      try experiment.step(P2, 4)
      let ledger = experiment.snapshot().ledger
      #expect(ledger.balances, "\(ledger)")
    }
    try experiment.step(C1, 1)
    #expect(experiment.snapshot().ledger == LedgerCounts(produced: 301, torn: 1, lost: 300, inRing: 1))
  }

  @Test(
    "a worker that a signal has stopped is no reason to wait: its step is refused at once, and comes when it goes on")
  func stopped() throws {
    let experiment = try experiment(Setup(pace: .step))
    try experiment.apply(.pace(.step))
    let pid = try #require(experiment.snapshot().worker(P1)?.pid)
    kill(pid, SIGSTOP)
    #expect(eventually { experiment.snapshot().worker(P1)?.kernel?.state == "T" })
    #expect(throws: Refusal.self) { try experiment.apply(.step(P1)) }
    try experiment.apply(.step(C1))
    #expect(experiment.state(C1) == .blocked(on: .full))
    kill(pid, SIGCONT)
    #expect(eventually { experiment.snapshot().worker(P1)?.operation == 1 })
  }

  @Test("running, pausing and running again loses nothing and leaves everyone parked or asleep")
  func pause() throws {
    let experiment = try experiment(Setup(producers: 2, consumers: 2))
    for _ in 0..<20 {
      try experiment.apply(.pace(.full))
      #expect(eventually { experiment.snapshot().ledger.produced > 100 })
      try experiment.apply(.pace(.step))
      let snapshot = experiment.snapshot()
      #expect(snapshot.workers.allSatisfy { $0.state == .parked || $0.isBlocked })
      #expect(snapshot.ledger.balances)
      #expect(snapshot.ledger.violations == 0)
      try experiment.apply(.stepAll)
      #expect(experiment.snapshot().ledger.balances)
    }
  }

  @Test(
    "a state that somebody wrote is told, nobody waits for it, and a reset heals it", arguments: [99, 0, 1, 2, 4, 5, 6])
  func scribbledState(state: UInt32) throws {
    let experiment = try experiment(Setup(pace: .step))
    try experiment.apply(.step(P1))
    let words = experiment.region.words(of: P1)!
    guard words.state.load() != state else { return }
    let start = monotonicNanoseconds()
    for _ in 1...3 {
      words.state.store(state)
      #expect(throws: Refusal.self) { try experiment.apply(.step(P1)) }
      _ = experiment.snapshot()
    }
    #expect(monotonicNanoseconds() - start < 2_000_000_000)
    try experiment.apply(.reset)
    try experiment.apply(.step(P1))
    #expect(experiment.snapshot().steps == 1)
  }

  @Test("a count of steps that somebody wrote lets nobody run away")
  func scribbledCount() throws {
    let experiment = try experiment(Setup(pace: .step))
    try experiment.apply(.step(P1))
    experiment.region.words(of: P1)!.passed.store(77)
    #expect(throws: Refusal.self) { try experiment.apply(.step(P1)) }
    try experiment.apply(.reset)
    try experiment.step(P1, 3)
    #expect(experiment.snapshot().steps == 3 && experiment.state(P1) == .parked)
  }

  @Test("several steps back at once lead where as many single ones do")
  func severalBack() throws {
    let experiment = try experiment(Setup(pace: .step))
    try experiment.step(P1, 7)
    try experiment.stepBack(3)
    #expect(experiment.snapshot().schedule?.description == "P1*4")
    for _ in 1...3 { try experiment.apply(.forward) }
    #expect(experiment.snapshot().schedule?.description == "P1*7")
    try experiment.stepBack(1000)
    #expect(experiment.snapshot().schedule?.moves.isEmpty == true)
    #expect(throws: Refusal.self) { try experiment.stepBack() }
  }
}
