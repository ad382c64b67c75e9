import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("The laboratory as something that can be stepped", .serialized)
struct SteppableTests {
  /// Goes on by any moves that the system says can be made.
  private func walk<System: Steppable>(_ system: System, _ count: Int) throws -> [Move] {
    var moves: [Move] = []
    var random = SystemRandomNumberGenerator()
    for _ in 0..<count {
      guard let move = system.enabledMoves.randomElement(using: &random) else { break }
      try system.make(move)
      moves.append(move)
    }
    return moves
  }

  @Test(
    "every move that it says can be made can be, and the same moves lead from a reset to the same state",
    arguments: ["semaphores", "none", "sysv-semaphores", "spinlock"])
  func moves(discipline: String) throws {
    let experiment = try experiment(Setup(slots: 2, producers: 2, consumers: 2, discipline: discipline, pace: .step))
    try experiment.reset()
    let start = experiment.stateKey
    for _ in 1...3 {
      let moves = try walk(experiment, 30)
      let (key, verdict) = (experiment.stateKey, experiment.verdict)
      try experiment.reset()
      #expect(experiment.stateKey == start)
      try experiment.make(moves)
      #expect(experiment.stateKey == key, "\(Schedule(moves: moves))")
      #expect(experiment.verdict == verdict)
      try experiment.reset()
    }
    #expect(experiment.takeNotices().allSatisfy { !$0.contains("gave up") })
  }

  @Test("a step that cannot be made is not among the moves, one that falls asleep is")
  func enabled() throws {
    let experiment = try experiment(Setup(pace: .step))
    try experiment.reset()
    #expect(experiment.enabledMoves.prefix(2) == [.step(P1), .step(C1)])
    try experiment.make(.step(C1))
    #expect(experiment.enabledMoves.contains(.step(P1)) && !experiment.enabledMoves.contains(.step(C1)))
    #expect(throws: Refusal.self) { try experiment.make(.step(C1)) }
    try experiment.make(.kill(C1))
    #expect(experiment.enabledMoves.contains(.restart(C1)) && !experiment.enabledMoves.contains(.kill(C1)))
  }

  @Test("the verdict is the one of the state")
  func verdict() throws {
    let experiment = try experiment(Setup(producers: 2, discipline: "none", pace: .step))
    try experiment.reset()
    #expect(experiment.verdict == .holds)
    try experiment.make(Schedule(reading: "P1 P2 P1 P2").moves)
    #expect(experiment.verdict == .violated)
  }
}
