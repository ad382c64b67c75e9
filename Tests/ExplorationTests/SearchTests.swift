import Model
import Support
import Testing

@testable import Exploration

@Suite("The search, against every schedule one by one")
struct SearchTests {
  private static let adder: [Toy.Operation] = [.load(0), .store(0)]

  private static let systems: [(name: String, make: @Sendable () -> Toy)] = [
    ("two adders", { Toy([adder, adder]) { $0.isFinished([2, 2]) && $0.counters[0] != 2 } }),
    (
      "two adders, twice each",
      { Toy([adder + adder, adder + adder]) { $0.isFinished([4, 4]) && $0.counters[0] != 4 } }
    ),
    ("three adders", { Toy([adder, adder, adder]) { $0.isFinished([2, 2, 2]) && $0.counters[0] != 3 } }),
    (
      "a mutex",
      {
        let program = [.wait(0)] + adder + [.post(0)]
        return Toy([program, program]) { $0.isFinished([4, 4]) && $0.counters[0] != 2 }
      }
    ),
    ("three at a mutex", { Toy([[.wait(0), .post(0)], [.wait(0), .post(0)], [.wait(0), .post(0)]]) }),
    (
      "a circle",
      {
        Toy(
          [[.wait(0), .wait(1), .post(1), .post(0)], [.wait(1), .wait(0), .post(0), .post(1)]], semaphores: [1, 1])
      }
    ),
    ("a condition", { Toy([[.wait(0), .sleep, .post(0)], [.wait(0), .signal, .post(0)]]) }),
    ("two sleepers", { Toy([[.wait(0), .sleep, .post(0)], [.wait(0), .sleep, .post(0)], [.signal, .signal]]) }),
    ("a spinlock", { Toy([[.spin, .load(0), .store(0), .release], [.spin, .load(0), .store(0), .release]]) }),
    ("a forgotten release", { Toy([[.spin], [.spin, .release]]) }),
    ("a kill at a mutex", { Toy([[.wait(0), .load(0), .post(0)], [.wait(0), .post(0)]], kills: 1) }),
    ("two kills", { Toy([[.load(0), .post(1)], [.wait(1)], [.wait(1)]], kills: 2) }),
  ]

  @Test("states, schedules, levels and the simplest findings are those of brute force", arguments: systems.map(\.name))
  func all(name: String) throws {
    let make = try #require(Self.systems.first { $0.name == name }).make
    try compare(make, name)
  }

  @Test("the same for random programs")
  func random() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 1...150 {
      let programs = (0..<Int.random(in: 2...3, using: &random)).map { _ in
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
          let all: [Toy.Operation] = [
            .load(0), .store(0), .wait(0), .post(0), .wait(1), .post(1), .sleep, .signal, .spin, .release,
          ]
          return all.randomElement(using: &random)!
        }
      }
      guard programs.reduce(0, { $0 + $1.count }) <= 8 else { continue }
      let kills = Int.random(in: 0...3, using: &random) == 0 ? 1 : 0
      try compare(
        { Toy(programs, kills: kills) { $0.counters[0] == 1 && $0.registers[0] > 0 } },
        "seed \(seed), round \(round): \(programs)")
    }
  }

  private func compare(_ make: () -> Toy, _ name: String) throws {
    let expected = try BruteForce(make())
    var search = Search(make())
    try search.advance { false }
    let comment = Comment(rawValue: name)
    #expect(search.isExhausted, comment)
    #expect(search.states == expected.states.count, comment)
    #expect(search.pathCounts == PathCounts(all: UInt128(expected.all), bad: UInt128(expected.bad)), comment)
    for level in 0..<search.newStates.count {
      let counts = expected.byPreemptions[level] ?? (0, 0)
      #expect(
        search.pathCounts(preemptions: level) == PathCounts(all: UInt128(counts.all), bad: UInt128(counts.bad)), comment
      )
    }
    let findings = search.findings
    #expect(Set(findings.map(\.fault)) == Set(expected.simplest.keys), comment)
    for finding in findings {
      let simplest = expected.simplest[finding.fault].map { [$0.preemptions, $0.moves] }
      #expect([finding.simplicity.preemptions, finding.simplicity.moves] == simplest, comment)
      #expect(finding.schedule.moves.count == finding.simplicity.moves && finding.isSimplest, comment)
      let toy = make()
      try toy.make(finding.schedule.moves)
      #expect(toy.faults.contains(finding.fault), comment)
    }
  }
}

extension Toy.State {
  /// Whether all processes have done all their operations.
  fileprivate func isFinished(_ lengths: [Int]) -> Bool { positions == lengths }
}
