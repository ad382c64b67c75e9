import Model
import Support
import Testing

@testable import Laboratory

@Suite("Whether a move is legal", .serialized)
struct LegalityTests {
  private let moves = [P1, P2, WorkerID(.producer, 33), C1, WorkerID(.adder, 1)].flatMap { id in
    [Move.step(id), .kill(id), .restart(id), .add(id), .remove(id)]
  }

  @Test("is the same for the laboratory, for a snapshot, and for the schedule that led there")
  func agreement() throws {
    let setup = Setup(pace: .step)
    let experiment = try experiment(setup)
    var illegal = 0
    for text in ["P1*2", "kill:P1", "add:P2", "kill:C1", "restart:P1", "kill:P2", "remove:P2"] {
      for move in try Schedule(reading: text).moves { try experiment.make(move) }
      let snapshot = experiment.snapshot()
      let schedule = try #require(snapshot.schedule)
      for move in moves {
        let obstacle = experiment.whyNot(move)
        #expect(obstacle == snapshot.whyNot(move), "\(move) after \(schedule)")
        let words = Schedule(moves: schedule.moves + [move]).whyNot(setup)
        #expect((words == nil) == (obstacle == nil), "\(move) after \(schedule): \(words ?? "legal")")
        if let obstacle {
          illegal += 1
          #expect(words?.contains("\(move): \(obstacle)") == true)
        }
      }
    }
    #expect(illegal > 50)
  }

  @Test("one that is leaving is not asked again, and stays nobody's company")
  func leaving() throws {
    let experiment = try experiment(Setup(pace: .step))
    try experiment.step(P1, 1)
    try experiment.apply(.remove(P1))
    for roster in [experiment as any Roster, experiment.snapshot()] {
      #expect(roster.whyNot(.remove(P1)) == .leaving(P1) && roster.whyNot(.remove(C1)) == .last(C1))
      #expect(roster.whyNot(.add(P1)) == .exists(P1) && roster.whyNot(.restart(P1)) == .alive(P1))
      #expect(roster.whyNot(.step(P1)) == nil && roster.whyNot(.kill(P1)) == nil)
    }
  }

  @Test("a discipline for one process of a role admits no second one")
  func limited() throws {
    let experiment = try experiment(Setup(discipline: "lock-free", pace: .step))
    let error = #expect(throws: Refusal.self) { try experiment.apply(.add(.producer)) }
    #expect("\(try #require(error))".hasPrefix("lock-free is made for 1 producer: "))
    #expect(experiment.snapshot().whyNot(.add(P2)) == experiment.whyNot(.add(P2)))
  }
}
