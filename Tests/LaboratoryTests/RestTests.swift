import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("Sleepers at a reset", .serialized)
struct RestTests {
  private func pids(_ experiment: Experiment) -> [WorkerID: Int32] {
    Dictionary(uniqueKeysWithValues: experiment.snapshot().workers.map { ($0.id, $0.pid) })
  }

  @Test(
    "a reset wakes whoever sleeps on a semaphore, a mutex or a condition, and the same processes begin anew",
    arguments: [
      ("semaphores", "C1 C2", SharedVariable.full), ("sysv-semaphores", "C1 C2", .full),
      ("mutex-condition", "C1*3 C2*3", .notEmpty), ("mutex-condition", "P1 P2 C1", .mutex),
      ("mutex-condition", "C1*3 C2*3 P1 P2", .notEmpty), ("robust-mutex", "C1*3 C2*3", .notEmpty),
      ("robust-mutex", "P1 P2 C1", .mutex), ("private-mutex", "P1 P2 C1", .mutex),
      ("private-mutex", "P1*2 C1 P1*7 C2", .mutex), ("mutex-first", "C1*2 P1 P2", .mutex),
    ])
  func sameProcesses(discipline: String, moves: String, variable: SharedVariable) throws {
    let experiment = try experiment(Setup(producers: 2, consumers: 2, discipline: discipline, pace: .step))
    let before = pids(experiment)
    for _ in 1...20 {
      try experiment.apply(.follow(Schedule(reading: moves)))
      #expect(!experiment.snapshot().waiting(for: variable).isEmpty)
      try experiment.apply(.reset)
      #expect(experiment.snapshot().workers.allSatisfy { $0.state == .parked && $0.operation == 0 })
    }
    #expect(pids(experiment) == before)
    #expect(experiment.takeNotices().isEmpty)
    // The objects are whole: items go through.
    try experiment.apply(.follow(Schedule(reading: moves)))
    try experiment.apply(.reset)
    if discipline != "mutex-first" && discipline != "private-mutex" {
      try experiment.apply(.pace(.full))
      #expect(eventually { experiment.snapshot().ledger.taken > 100 })
    }
  }

  @Test("whoever sleeps on a mutex whose holder was killed inside is woken by a reset as well")
  func holderKilled() throws {
    let experiment = try experiment(Setup(producers: 3, discipline: "mutex-condition", pace: .step))
    try experiment.apply(.follow(Schedule(reading: "P1 P2 C1 kill:P1")))
    let before = pids(experiment)
    try experiment.apply(.reset)
    let after = pids(experiment)
    #expect(after[P2] == before[P2] && after[C1] == before[C1] && after[P1] != before[P1])
    #expect(experiment.state(P2) == .parked)
  }

  @Test("whoever fell asleep on a condition at full speed is replaced at a reset")
  func asleepAtFullSpeed() throws {
    let experiment = try experiment(Setup(producers: 0, discipline: "mutex-condition", pace: .full))
    #expect(eventually { experiment.state(C1) == .blocked(on: .notEmpty) })
    try experiment.apply(.pace(.step))
    try experiment.apply(.reset)
    #expect(experiment.state(C1) == .parked)
    #expect(experiment.takeNotices().isEmpty)
  }

  @Test("the waking signal disturbs nobody's sleep while nothing else is wanted")
  func disturbed() throws {
    let experiment = try experiment(Setup(discipline: "mutex-condition", pace: .step))
    try experiment.step(C1, 3)
    for _ in 1...10 { experiment.wake(C1) }
    try experiment.step(P1, 7)
    #expect(experiment.state(C1) == .blocked(on: .notEmpty))
    try experiment.step(P1, 1)
    #expect(experiment.state(C1) == .parked)
    try experiment.step(C1, 7)
    #expect(experiment.snapshot().ledger.taken == 1)
  }
}
