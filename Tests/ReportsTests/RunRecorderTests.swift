import Grid
import Laboratory
import Model
import Programs
import Reports
import Screens
import Support
import Testing

/// On real processes; about a second in all.
@Suite("A recorded run", .serialized)
struct RunRecorderTests {
  private static let size = Size(width: 80, height: 24)

  /// An experiment, looked at after each command as a session looks at it.
  private final class Session {
    let experiment: Experiment
    var state = State(catalogue: Catalogue.disciplines)
    var recorder = RunRecorder()

    init(_ pace: Pace = .step, producers: Int = 1, discipline: String = "none", test: String = #function) throws {
      let setup = Setup(
        Catalogue.programs[0], slots: 4, counts: [.producer: producers, .consumer: 1], discipline: discipline,
        pace: pace)
      experiment = try Experiment(
        setup, memory: .posix(name: uniqueSegmentName(test)), executable: ringside)
      if pace == .step { experiment.waitForStarts() }
      look()
    }

    func look(after move: Move? = nil) {
      _ = update(&state, .snapshot(experiment.snapshot()))
      recorder.note(state, RunRecorderTests.size, after: move)
    }

    func apply(_ command: Command) throws {
      try experiment.apply(command) { [self] in look(after: $0) }
      if case .step(let id) = command { look(after: .step(id)) } else { look() }
    }

    var steps: [Recording.Step] {
      recorder.recording(title: "", command: nil, state, RunRecorderTests.size)?.steps ?? []
    }

    var moves: [String] { steps.map(\.move) }

    var command: String? {
      experiment.replay.map { $0.setup.command($0.schedule, among: Catalogue.disciplines) }
    }
  }

  private let P1 = WorkerID(.producer, 1)
  private let C1 = WorkerID(.consumer, 1)

  @Test("has a step for each move, with what changed and the screen")
  func steps() throws {
    let session = try Session()
    for id in [P1, P1, P1, C1] { try session.apply(.step(id)) }
    #expect(session.moves == ["", "P1", "P1", "P1", "C1"])
    let last = session.steps[3]
    #expect((last.process, last.event, last.operation) == ("P1", "step", "in = (i + 1) % n"))
    #expect(last.changes == [Recording.Change("in", "0", "1")])
    #expect(last.words.contains("P1 moved `in` from 0 to 1"))
    #expect(last.grid.plainText.contains("‖ step 3"))
    #expect(session.steps[0].grid.plainText.contains("‖ step 0") && session.steps[0].words.contains("Wrong"))
    #expect(session.command == "ringside run --discipline none --slots 4 --schedule 'P1*3 C1'")
  }

  @Test("loses what was stepped back, and has one step for each process that `t` stepped")
  func backAndAll() throws {
    let session = try Session(producers: 2)
    try session.apply(.stepAll)
    #expect(session.moves == ["", "P1", "P2", "C1"])
    try session.apply(.back)
    try session.apply(.back)
    #expect(session.moves == ["", "P1"])
    try session.apply(.forward)
    try session.apply(.kill(P1))
    #expect(session.moves == ["", "P1", "P2", "kill:P1"])
    #expect(session.steps.last?.event == "killed")
    #expect(
      session.command == "ringside run --discipline none --slots 4 --producers 2 --schedule 'P1 P2 kill:P1'")
    try session.apply(.reset)
    #expect(session.recorder.steps == 0 && session.command == nil)
  }

  @Test("moves that nobody looked at between are one step, and the schedule stays whole")
  func unseen() throws {
    let session = try Session()
    try session.experiment.apply(.step(P1))
    try session.experiment.apply(.step(P1))
    try session.experiment.apply(.step(P1))
    session.look()
    try session.apply(.step(C1))
    #expect(session.moves == ["", "P1*3", "C1"])
    #expect(session.steps[1].changes == [Recording.Change("in", "0", "1")])
    try session.apply(.back)
    try session.apply(.back)
    // The three are taken back together, and the two that remain are made at once.
    #expect(session.moves == ["", "P1*2"])
  }

  @Test("a free run is no move, and no command makes it again")
  func free() throws {
    let session = try Session(.full)
    try session.apply(.pace(.step))
    try session.apply(.step(P1))
    #expect(session.moves == ["", "P1"])
    #expect(session.steps[0].words.hasPrefix("The processes ran freely before."))
    try session.apply(.pace(.full))
    session.look()
    try session.apply(.pace(.step))
    try session.apply(.step(C1))
    #expect(session.moves == ["", "P1", "", "C1"])
    #expect(session.steps[2].words.hasPrefix("The processes ran freely."))
    #expect(session.command == nil)
  }

  @Test("no command is given for processes that a new run does not have")
  func roster() throws {
    let session = try Session(producers: 2)
    try session.apply(.kill(P1))
    try session.apply(.remove(P1))
    try session.apply(.reset)
    try session.apply(.step(WorkerID(.producer, 2)))
    #expect(session.moves == ["", "P2"] && session.command == nil)
  }
}
