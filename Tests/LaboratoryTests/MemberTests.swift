import Glibc
import Laboratory
import Model
import Support
import Testing

@Suite("Processes come and go", .serialized)
struct MemberTests {
  /// How many processes ps(1) would show for an experiment: those that have its segment mapped, the test's own left out.
  private func workers(of experiment: Experiment) throws -> Int {
    let found = try run(["grep", "-l", experiment.segmentName, "-r", "/proc", "--include=maps", "-s"])
    return Set(found.output.split(separator: "\n").compactMap { Int32($0.split(separator: "/")[1]) }).count {
      $0 != getpid()
    }
  }

  @Test("there are as many processes as are shown, and each has the segment mapped")
  func processes() throws {
    let experiment = try experiment(Setup(producers: 2, consumers: 3, pace: .step))
    try experiment.apply(.pace(.step))
    #expect(experiment.processCount == 5)
    #expect(experiment.snapshot().workers.map(\.id.description) == ["P1", "P2", "C1", "C2", "C3"])
    for worker in experiment.snapshot().workers {
      let maps = try run(["grep", "-c", "rw-s.*\(experiment.segmentName)", "/proc/\(worker.pid)/maps"])
      #expect(maps.output == "1\n")
    }
    let own = try run(["grep", experiment.segmentName, "/proc/\(getpid())/maps"]).output
    #expect(own.contains("r--s"))
    #expect(own.contains("rw-s"))
  }

  @Test("killed from outside: noticed at once, shown, and started again")
  func killedFromOutside() throws {
    let experiment = try experiment(Setup(producers: 2, consumers: 2))
    #expect(eventually { experiment.snapshot().ledger.produced > 100 })
    let pid = try #require(experiment.snapshot().worker(P1)?.pid)
    kill(pid, SIGKILL)
    #expect(
      eventually {
        experiment.reap(); return experiment.state(P1) == .ended(.killed(signal: SIGKILL))
      })
    #expect(experiment.takeNotices() == ["P1 (\(pid)) was killed by SIGKILL"])
    #expect(experiment.processCount == 3)
    try experiment.apply(.restart(P1))
    #expect(experiment.processCount == 4)
    try experiment.apply(.reset)
    #expect(eventually { experiment.snapshot().ledger.produced > 100 })
    try experiment.apply(.pace(.step))
    #expect(experiment.snapshot().ledger.balances)
    #expect(experiment.snapshot().ledger.violations == 0)
  }

  @Test("added, removed and killed while it runs, without synchronization: the law holds all the same")
  func chaos() throws {
    let experiment = try experiment(Setup(slots: 4, words: 2, producers: 2, consumers: 2, discipline: "none"))
    var random = SystemRandomNumberGenerator()
    for _ in 0..<60 {
      let ids = experiment.snapshot().workers
      let id = try #require(ids.randomElement(using: &random)).id
      let command: Command =
        switch Int.random(in: 0..<5, using: &random) {
        case 0: .add(Bool.random() ? .producer : .consumer)
        case 1: .remove(id)
        case 2: .restart(id)
        default: .kill(id)
        }
      // Some make no sense now, and say so.
      try? experiment.apply(command)
    }
    try experiment.apply(.pace(.step))
    let ledger = experiment.snapshot().ledger
    #expect(ledger.produced == ledger.taken + ledger.lost + ledger.inRing, "\(ledger)")
  }

  @Test("a holder killed in the critical section: the rest wait for ever, and a reset brings everyone back")
  func killedHolder() throws {
    let experiment = try experiment(Setup(producers: 2, consumers: 1, pace: .step))
    try experiment.apply(.pace(.step))
    try experiment.step(P1, 3)
    try experiment.apply(.kill(P1))
    try experiment.step(P2, 2)
    try experiment.step(C1, 1)
    let stuck = experiment.snapshot()
    #expect(stuck.isStuck)
    #expect(stuck.waiting(for: .mutex) == [P2])
    #expect(stuck.insideCriticalSection == [])
    try experiment.apply(.reset)
    let fresh = experiment.snapshot()
    #expect(fresh.workers.allSatisfy { $0.state == .parked && $0.operation == 0 })
    #expect(fresh.synchronizers.map(\.value) == [10, 0, 1])
    #expect(fresh.steps == 0)
    try experiment.step(P1, 7)
    #expect(experiment.snapshot().ledger == LedgerCounts(produced: 1, inRing: 1))
  }

  @Test("one that is asked to leave goes when its item is done, even out of its sleep")
  func leaving() throws {
    let experiment = try experiment(Setup(producers: 2, consumers: 2, pace: .step))
    try experiment.apply(.pace(.step))
    try experiment.step(C1, 1)
    try experiment.step(P1, 3)
    try experiment.apply(.remove(C1))
    try experiment.apply(.remove(P1))
    #expect(
      eventually {
        experiment.reap(); return experiment.snapshot().worker(C1) == nil
      })
    #expect(experiment.snapshot().worker(P1)?.isLeaving == true)
    #expect(experiment.snapshot().waiting(for: .full) == [])
    try experiment.step(P1, 4)
    #expect(
      eventually {
        experiment.reap(); return experiment.snapshot().worker(P1) == nil
      })
    #expect(experiment.snapshot().synchronizers.map(\.value) == [9, 1, 1])
    try experiment.apply(.add(.producer))
    try experiment.step(P1, 7)
    #expect(experiment.snapshot().ledger == LedgerCounts(produced: 2, inRing: 2))
    #expect(experiment.snapshot().slots[1].contents == .whole(Item(producer: 1, sequence: 2), taken: false))
  }

  @Test("the last process stays, and no role has more than 32")
  func limits() throws {
    let experiment = try experiment(Setup(producers: 32, consumers: 0, pace: .step))
    #expect(throws: Refusal.self) { try experiment.apply(.add(.producer)) }
    let one = try alone()
    #expect(throws: Refusal.self) { try one.apply(.remove(P1)) }
    #expect(throws: Refusal.self) { try one.apply(.kill(P2)) }
    #expect(throws: Refusal.self) { try one.apply(.restart(P1)) }
    #expect(throws: Refusal.self) { try one.apply(.discipline("nonsense")) }
  }

  private func alone() throws -> Experiment { try experiment(Setup(producers: 1, consumers: 0, pace: .step)) }

  @Test(
    "switching the discipline while it runs: from a reset ring, at once, and back",
    arguments: [Pace.full, .tempo(perSecond: 50), .step])
  func switching(pace: Pace) throws {
    let experiment = try experiment(Setup(producers: 3, consumers: 2, pace: pace))
    for _ in 0..<5 {
      for name in ["none", "semaphores"] {
        if pace == .step { for _ in 0..<12 { try experiment.apply(.stepAll) } }
        try experiment.apply(.discipline(name))
        #expect(experiment.snapshot().discipline.name == name)
        #expect(experiment.processCount == 5)
        #expect(experiment.takeNotices() == [])
        if pace == .step {
          #expect(experiment.snapshot().ledger == LedgerCounts())
          #expect(experiment.snapshot().workers.allSatisfy { $0.state == .parked && $0.operation == 0 })
        }
        if pace == .full { #expect(eventually { experiment.snapshot().ledger.produced > 50 }) }
      }
    }
    try experiment.apply(.pace(.step))
    #expect(experiment.snapshot().ledger.violations == 0)
    #expect(experiment.snapshot().ledger.balances)
  }

  @Test("a truncated or overwritten segment is noticed")
  func loss() throws {
    let cut = try experiment(Setup(pace: .step))
    #expect(throws: Never.self) { try cut.verify() }
    let overwritten = try experiment(Setup(pace: .step))
    let file = open("/dev/shm\(overwritten.segmentName)", O_RDWR)
    #expect(pwrite(file, "noise", 5, 0) == 5)
    close(file)
    #expect(throws: RegionLoss.overwritten(overwritten.locator, "its header")) { try overwritten.verify() }
    let control = try experiment(Setup(pace: .step))
    let other = open("/dev/shm\(control.segmentName)", O_RDWR)
    #expect(pwrite(other, "noise", 5, 132) == 5)
    close(other)
    #expect(throws: RegionLoss.overwritten(control.locator, "its control block")) { try control.verify() }
    let size = try run(["stat", "-c", "%s", "/dev/shm\(cut.segmentName)"]).output
    truncate("/dev/shm\(cut.segmentName)", 100)
    #expect(throws: RegionLoss.truncated(cut.locator, from: Int(size.dropLast()) ?? 0, to: 100)) {
      try cut.verify()
    }
  }

  @Test("afterwards nothing is left")
  func nothingLeft() throws {
    var name = ""
    do {
      let experiment = try experiment(Setup(producers: 2, consumers: 2))
      name = experiment.segmentName
      #expect(try workers(of: experiment) == 4)
    }
    #expect(access("/dev/shm\(name)", F_OK) != 0)
    #expect(try run(["grep", "-l", name, "-r", "/proc", "--include=maps", "-s"]).output == "")
  }
}
