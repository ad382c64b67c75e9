import Model
import Support
import Testing

@testable import Exploration

@Suite("Runs beside a finding")
struct RunTests {
  private static let adder: [Toy.Operation] = [.load(0), .store(0)]

  private func search(_ toy: Toy, _ limits: SearchLimits = SearchLimits()) throws -> Search<Toy> {
    var search = Search(toy, limits: limits)
    try search.advance { false }
    return search
  }

  private func adders() -> Toy {
    Toy([Self.adder, Self.adder]) { $0.positions == [2, 2] && $0.counters[0] != 2 }
  }

  @Test("the nearest passing run differs in one switch, moved by as few steps as possible")
  func shifted() throws {
    var search = try search(adders())
    let finding = try #require(search.findings.first)
    #expect("\(finding.schedule)" == "T1 T2*2 T1")
    let passing = try search.nearestPassing(to: finding)
    let shift = Shift(position: 1, process: WorkerID(Role("T"), 1), steps: 1)
    #expect(passing == .shifted(try Schedule(reading: "T1*2 T2*2"), shift))
  }

  @Test("where every schedule fails, that is said")
  func everyScheduleFails() throws {
    var search = try search(Toy([[.wait(1)], [.load(0)]]))
    let finding = try #require(search.findings.first)
    #expect(finding.fault == .deadlock)
    #expect(try search.nearestPassing(to: finding) == .none)
  }

  @Test("where no single switch helps, another order is shown")
  func otherOrder() throws {
    // It passes only if T2 goes first; each schedule that begins with T1 has a wrong sum.
    var search = try search(
      Toy([[.load(1), .store(0)], [.load(1), .store(1), .load(1)]]) { $0.counters[0] == 1 && $0.positions[0] == 2 })
    let finding = try #require(search.findings.first)
    switch try search.nearestPassing(to: finding) {
    case .shifted(let schedule, _), .otherOrder(let schedule):
      let toy = Toy([[.load(1), .store(0)], [.load(1), .store(1), .load(1)]])
      try toy.make(schedule.moves)
      #expect(toy.state.positions == [2, 3] && toy.state.counters[0] != 1)
    case .none, .unknown: Issue.record("there is a passing run")
    }
  }

  @Test("the steps that a switch passes over are made elsewhere, none is lost or doubled")
  func movesOfAShift() throws {
    let moves = try Schedule(reading: "T1*3 T2*4 T1*2 T2").moves
    let first = WorkerID(Role("T"), 1)
    let later = Shift(position: 3, process: first, steps: 1).moves(of: moves)
    #expect("\(Schedule(moves: later))" == "T1*4 T2*4 T1 T2")
    let earlier = Shift(position: 3, process: first, steps: -2).moves(of: moves)
    #expect("\(Schedule(moves: earlier))" == "T1 T2*4 T1*4 T2")
    let beyond = Shift(position: 3, process: first, steps: 3).moves(of: moves)
    #expect("\(Schedule(moves: beyond))" == "T1*6 T2*5")
  }

  @Test("the same seed gives the same walk, and a share near that of all runs with even chances")
  func walk() throws {
    var search = try search(adders())
    let frequencies = try (0..<2).map { _ in
      var generator = SeededGenerator(seed: 7)
      return try search.walk(runs: 1000, using: &generator)
    }
    #expect(frequencies[0] == frequencies[1])
    // Both load before either stores: at the second step with probability 1/2.
    #expect(try #require(frequencies[0].interval).contains(0.5))
  }

  @Test("it ends at its limits, and says so")
  func limits() throws {
    #expect(try search(adders(), SearchLimits(states: 4)).ending == .states)
    #expect(try search(adders(), SearchLimits(preemptions: 0)).ending == .bound)
    #expect(try search(adders(), SearchLimits(movesAfterFinding: 0)).ending == .moves)
    let other = try search(adders(), SearchLimits(wanted: [.deadlock]))
    #expect(other.ending == .exhausted && other.findings.isEmpty)
    #expect(other.pathCounts == PathCounts(all: 6, bad: 0))
    // Within a level that is not complete, there may be a simpler one.
    let cut = try search(adders(), SearchLimits(movesAfterFinding: 0))
    #expect(cut.findings.map(\.isSimplest) == [false])
  }

  @Test("a spin that leads nowhere is no move, and a circle has no number of schedules")
  func circles() throws {
    let spin = try search(Toy([[.spin, .release], [.spin, .release]]))
    #expect(spin.pathCounts == PathCounts(all: 2, bad: 0))
  }

  @Test("each run of a system that does not repeat itself is refused, and not believed")
  func unsteady() throws {
    let toy = Toy([[.load(0), .load(0)], [.load(0)]])
    var search = Search(Unsteady(toy))
    #expect(throws: Refusal.self) { try search.advance { false } }
  }
}

/// A system whose second reset leads elsewhere than its first.
private final class Unsteady: Steppable {
  let toy: Toy
  private var resets = 0

  init(_ toy: Toy) { self.toy = toy }

  func reset() {
    resets += 1
    toy.reset()
  }

  var enabledMoves: [Move] { toy.enabledMoves }
  func make(_ move: Move) throws(Refusal) { try toy.make(move) }
  func step(_ id: WorkerID, times: Int) throws(Refusal) -> Int { try toy.step(id, times: times) }
  func snapshot() -> Toy.State { toy.state }

  var stateKey: Toy.State {
    var state = toy.state
    state.counters[1] = min(resets, 2)
    return state
  }

  var verdict: Verdict { toy.verdict }
  var faults: Set<Fault> { toy.faults }
}
