import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("The state key, by brute force on real processes", .serialized)
struct StateKeyTests {
  /// A small experiment, moves that lead to where it becomes interesting, and how many schedules are tried from there.
  struct Case: Sendable, CustomTestStringConvertible {
    var setup: Setup
    var prefix = ""
    var runs = 250
    var testDescription: String {
      "\(setup.discipline), \(setup.count(at: 0)) and \(setup.count(at: 1)), after \(prefix)"
    }
  }

  private static func ring(
    _ discipline: String, _ producers: Int, _ consumers: Int, words: Int = 1, _ prefix: String = ""
  ) -> Case {
    Case(
      setup: Setup(
        slots: 1, words: words, producers: producers, consumers: consumers, discipline: discipline, pace: .step),
      prefix: prefix)
  }

  private static func program(_ program: Program, _ discipline: String, _ prefix: String = "") -> Case {
    Case(
      setup: Setup(
        program: program, producers: program == .message ? 1 : 2, consumers: 1, discipline: discipline, pace: .step),
      prefix: prefix)
  }

  static let cases = [
    ring("semaphores", 2, 1), ring("semaphores", 1, 2, "P1*6"), ring("if-wait", 1, 2, "C1*3 C2*3 P1*4"),
    ring("mutex-condition", 2, 1, "P1*8 P1*3 P2*3 C1*3"), ring("mutex-first", 2, 1), ring("private-mutex", 2, 1, "P1"),
    ring("none", 2, 1, words: 2), ring("none", 1, 2, words: 3, "P1*5 C1*2 P1*2"), ring("sysv-semaphores", 2, 1),
    ring("lock-free", 1, 1, words: 2), ring("robust-mutex", 2, 1, "C1*3 P1*6"), ring("lost-wakeup", 1, 2, "C1 P1*4"),
    program(.counter, "none"), program(.counter, "mutex"), program(.counter, "spinlock"),
    program(.readersWriters, "readers-first"), program(.readersWriters, "writers-first", "W1*6 R1"),
    program(.readersWriters, "rwlock"), program(.readersWriters, "seqlock", "W1*3"),
    program(.readersWriters, "no-writer-exclusion"), program(.message, "none", "W1*16 W1*2 R1*3"),
    program(.message, "lock-free", "W1*22 W1*15"),
  ]

  /// What anybody could see of a state, but for how it came about.
  private func appearance(_ experiment: Experiment) -> Snapshot {
    var snapshot = experiment.snapshot(withSchedule: false)
    (snapshot.time, snapshot.resets, snapshot.steps) = (0, 0, 0)
    (snapshot.events, snapshot.incidents) = ([], [])
    // Nothing depends on measures such as the longest wait.
    snapshot.measures = []
    for index in snapshot.slots.indices { snapshot.slots[index].overwrote = nil }
    for index in snapshot.workers.indices { (snapshot.workers[index].pid, snapshot.workers[index].kernel) = (0, nil) }
    for index in snapshot.synchronizers.indices {
      (snapshot.synchronizers[index].owner, snapshot.synchronizers[index].lastPid) = (nil, nil)
    }
    return snapshot
  }

  /// All that was found of the states with one key.
  private struct Found {
    var appearance: Snapshot
    /// The key that each step led to; nil for a step that was refused.
    var next: [WorkerID: StateKey?]?
    /// How often it was reached by different schedules.
    var ways = 1
  }

  @Test(
    "two states with one key look alike, and the same steps lead from both to states with one key", arguments: cases)
  func alike(_ example: Case) throws {
    let experiment = try experiment(example.setup)
    let start = example.prefix.isEmpty ? [] : try Schedule(reading: example.prefix).moves
    func go(_ moves: [Move]) throws {
      try experiment.reset()
      try experiment.make(start + moves)
    }
    try go([])
    var states = [experiment.stateKey: Found(appearance: appearance(experiment))]
    var waiting: [[Move]] = [[]]
    var (runs, compared) = (0, 0)
    while runs < example.runs, let moves = waiting.first {
      waiting.removeFirst()
      try go(moves)
      let key = experiment.stateKey
      let ids = experiment.members.keys.sorted()
      let ready = Set(ids.filter { experiment.state($0) == .parked })
      var next: [WorkerID: StateKey?] = [:]
      for id in ids {
        guard ready.contains(id) else {
          next[id] = .some(nil)
          continue
        }
        if experiment.history.moves.count > start.count + moves.count { try go(moves) }
        try experiment.make(.step(id))
        runs += 1
        let reached = experiment.stateKey
        next[id] = reached
        let way = moves + [.step(id)]
        guard let known = states[reached] else {
          states[reached] = Found(appearance: appearance(experiment))
          waiting.append(way)
          continue
        }
        try #require(appearance(experiment) == known.appearance, "after \(Schedule(moves: start + way))")
        if known.ways < 3 {
          states[reached]?.ways += 1
          waiting.append(way)
        }
      }
      if let known = states[key]?.next {
        compared += 1
        try #require(next == known, "after \(Schedule(moves: start + moves))")
      }
      states[key]?.next = next
    }
    #expect(compared > 5, "\(states.count) states, \(runs) runs")
  }

  private func key(_ setup: Setup, _ schedule: String) throws -> StateKey {
    let experiment = try experiment(setup)
    try experiment.apply(.follow(Schedule(reading: schedule)))
    return experiment.stateKey
  }

  @Test(
    "what nobody sees tells states apart: who came first, what was copied so far, and what is left to be done",
    arguments: [
      (ring("if-wait", 1, 2).setup, "C1*3 C2*3", "C2*3 C1*3"),
      (ring("semaphores", 3, 0).setup, "P1*2 P2 P3", "P1*2 P3 P2"),
      (ring("none", 2, 1, words: 3).setup, "P1*5 C1*2 P2*2 C1", "P1*5 C1*2 P2*3 C1"),
      (program(.message, "none").setup, "W1*22 R1*2 W1*18 R1", "W1*22 R1*2 W1*19 R1"),
    ])
  func hidden(setup: Setup, first: String, second: String) throws {
    #expect(try key(setup, first) != key(setup, second))
  }

  @Test("what does not matter does not: the order of steps that have nothing to do with each other, ids, earlier runs")
  func irrelevant() throws {
    let setup = Setup(slots: 2, producers: 2, pace: .step)
    #expect(try key(setup, "P1 P2 C1") == key(setup, "C1 P2 P1"))
    let experiment = try experiment(setup)
    try experiment.apply(.follow(Schedule(reading: "P1*14 C1*7 kill:P1 P2*3")))
    try experiment.apply(.follow(Schedule(reading: "P1*2 P2")))
    #expect(try experiment.stateKey == key(setup, "P2 P1*2"))
  }
}
