import Model
import Programs
import Testing

@testable import Laboratory

@Suite("Stepping back, and schedules, on real processes", .serialized)
struct HistoryTests {
  @Test("a schedule is read as it is written, and what is none is told", arguments: ["P1*4 C1*2 P1", "C2", "A1*3 A2"])
  func text(text: String) throws {
    #expect(try Schedule(reading: text).description == text)
  }

  @Test(
    "what is no schedule is refused with what would be right",
    arguments: ["", "P1*0", "P1*x", "P1**2", "Q1", "P", "P1*100001", "P1*99999 C1*2", "\u{1B}[2J"])
  func mistakes(text: String) {
    #expect(throws: Schedule.Mistake.self) { try Schedule(reading: text) }
  }

  @Test("repeated steps are written once", arguments: [("P1 P1 C1 C1 C1 P1", "P1*2 C1*3 P1"), (" P1\n*2", "")])
  func shortest(text: String, short: String) throws {
    #expect((try? Schedule(reading: text))?.description ?? "" == short)
  }

  /// What is to be the same again: everything but the time, and how often the ring was reset.
  private func state(_ experiment: Experiment) -> Snapshot {
    var snapshot = experiment.snapshot()
    (snapshot.time, snapshot.resets, snapshot.undone, snapshot.events) = (0, 0, 0, [])
    // One that slept where no signal could wake it was replaced by a new process.
    // And the kernel may still be at what the region says already.
    for index in snapshot.workers.indices {
      snapshot.workers[index].pid = 0
      snapshot.workers[index].kernel = nil
    }
    for index in snapshot.synchronizers.indices {
      snapshot.synchronizers[index].owner = nil
      snapshot.synchronizers[index].lastPid = nil
      snapshot.synchronizers[index].waiters = nil
    }
    return snapshot
  }

  @Test(
    "back and forward at random ends where the schedule alone leads, under every discipline",
    arguments: Catalogue.disciplines(of: .ring).map(\.name))
  func random(name: String) throws {
    let isForOneEach = Catalogue.disciplines(of: .ring).first { $0.name == name }?.limit != nil
    let setup = Setup(
      slots: 2, producers: isForOneEach ? 1 : 2, consumers: isForOneEach ? 1 : 2, discipline: name, pace: .step)
    let experiment = try experiment(setup)
    try experiment.apply(.pace(.step))
    var random = SystemRandomNumberGenerator()
    var states = [state(experiment)]
    for _ in 0..<60 {
      let isBack = states.count > 1 && Int.random(in: 0..<3, using: &random) == 0
      if isBack {
        try experiment.apply(.back)
        states.removeLast()
        #expect(state(experiment) == states[states.count - 1])
      } else if experiment.snapshot().undone > 0, Bool.random(using: &random) {
        try experiment.apply(.forward)
        states.append(state(experiment))
      } else {
        let ready = experiment.snapshot().workers.filter { $0.state == .parked }.map(\.id)
        guard let id = ready.randomElement(using: &random) else { break }
        try experiment.apply(.step(id))
        states.append(state(experiment))
      }
    }
    let schedule = try #require(experiment.snapshot().schedule)
    #expect(schedule.steps.count == states.count - 1)
    let last = state(experiment)
    try experiment.apply(.follow(schedule))
    #expect(state(experiment) == last)
  }

  @Test("what only steps have led to can be undone; after anything else it is said why not")
  func refused() throws {
    let experiment = try experiment(Setup(producers: 2, pace: .step))
    #expect(throws: Refusal.self) { try experiment.apply(.back) }
    #expect(throws: Refusal.self) { try experiment.apply(.forward) }
    try experiment.step(P1, 3)
    try experiment.apply(.back)
    #expect(experiment.snapshot().undone == 1)
    // Another step forks off.
    try experiment.apply(.step(P2))
    #expect(experiment.snapshot().undone == 0)
    #expect(experiment.snapshot().schedule?.description == "P1*2 P2")
    try experiment.apply(.kill(P2))
    let error = #expect(throws: Refusal.self) { try experiment.apply(.back) }
    #expect("\(try #require(error))".contains("a process came or went"))
    try experiment.apply(.reset)
    try experiment.step(P1, 1)
    try experiment.apply(.pace(.full))
    try experiment.apply(.pace(.step))
    #expect(experiment.snapshot().schedule == nil)
    #expect(throws: Refusal.self) { try experiment.apply(.back) }
  }

  @Test("a schedule that cannot be followed says at which step, and why")
  func impossible() throws {
    let experiment = try experiment(Setup(pace: .step))
    let error = #expect(throws: Refusal.self) {
      try experiment.apply(.follow(try Schedule(reading: "P1 C1*2")))
    }
    #expect("\(try #require(error))".hasPrefix("the schedule cannot be followed at step 3: C1 is blocked"))
  }
}
