import Glibc
import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("Stepping back, and schedules, on real processes", .serialized)
struct HistoryTests {
  /// What is to be the same again: everything but the time, and how often the ring was reset.
  private func state(_ experiment: Experiment) -> Snapshot {
    var snapshot = experiment.snapshot()
    (snapshot.time, snapshot.resets, snapshot.undone, snapshot.events) = (0, 0, 0, [])
    snapshot.segment = ""
    // One that was killed is another process when it is back.
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
    #expect(schedule.moves.count == states.count - 1)
    let last = state(experiment)
    try experiment.apply(.follow(schedule))
    #expect(state(experiment) == last)
  }

  /// What could be done now. One that is asleep on a condition is not killed: that would damage the condition, and whoever
  /// signals it next may never come back.
  private func possibleMoves(_ experiment: Experiment) -> [Move] {
    let snapshot = experiment.snapshot()
    let most = snapshot.discipline.limit?.perRole ?? 3
    var moves = experiment.setup.program.roles.filter { role in
      snapshot.workers.count { $0.id.role == role } < most
    }.compactMap { try? experiment.newcomer($0) }.map(Move.add)
    for worker in snapshot.workers {
      guard worker.isAlive else {
        moves += [.restart(worker.id), .remove(worker.id)]
        continue
      }
      if worker.state == .parked { moves += Array(repeating: .step(worker.id), count: 6) }
      if ![.notFull, .notEmpty].contains(worker.waitsFor) { moves.append(.kill(worker.id)) }
      if !worker.isLeaving { moves.append(.remove(worker.id)) }
    }
    return moves.filter { move in
      guard case .remove(let id) = move else { return true }
      return snapshot.workers.contains { $0.id != id && !$0.isLeaving }
    }
  }

  private func command(_ move: Move) -> Command {
    switch move {
    case .step(let id): .step(id)
    case .kill(let id): .kill(id)
    case .restart(let id): .restart(id)
    case .add(let id): .add(id.role)
    case .remove(let id): .remove(id)
    }
  }

  @Test(
    "back and forward over deaths, comings and goings ends where the schedule alone leads, under every discipline",
    arguments: Catalogue.programs.flatMap { program in Catalogue.disciplines(of: program).map { (program, $0.name) } })
  func comingAndGoing(program: Program, name: String) throws {
    let isForOneEach = Catalogue.disciplines(of: program).first { $0.name == name }?.limit != nil
    let count = isForOneEach ? 1 : 2
    let setup = Setup(
      program: program, slots: 2, producers: program == .message ? 1 : count, consumers: count, discipline: name,
      pace: .step)
    let first = try experiment(setup)
    try first.apply(.pace(.step))
    var random = SystemRandomNumberGenerator()
    var states = [state(first)]
    var digests = [first.digest()]
    for _ in 0..<50 {
      let isBack = states.count > 1 && Int.random(in: 0..<4, using: &random) == 0
      if isBack {
        try first.apply(.back)
        states.removeLast()
        digests.removeLast()
        try #require(state(first) == states[states.count - 1])
        try #require(first.digest() == digests[states.count - 1])
        continue
      }
      if first.snapshot().undone > 0, Bool.random(using: &random) {
        try first.apply(.forward)
      } else {
        guard let move = possibleMoves(first).randomElement(using: &random) else { break }
        try first.apply(command(move))
      }
      states.append(state(first))
      digests.append(first.digest())
    }
    let schedule = try #require(first.snapshot().schedule, "\(first.snapshot().scheduleLoss ?? "")")
    #expect(schedule.moves.count == states.count - 1)
    #expect(schedule.whyNot(setup) == nil, "\(schedule)")
    for experiment in [first, try experiment(setup)] {
      try experiment.apply(.follow(schedule))
      #expect(state(experiment) == states[states.count - 1], "\(schedule)")
      #expect(experiment.digest() == digests[states.count - 1], "\(schedule)")
    }
  }

  @Test("a death, a coming and a going are undone one by one, and done again")
  func each() throws {
    let experiment = try experiment(Setup(producers: 2, discipline: "robust-mutex", pace: .step))
    func members() -> [String] {
      experiment.snapshot().workers.map { "\($0.id)\($0.isAlive ? "" : " dead")\($0.isLeaving ? " leaving" : "")" }
    }
    try experiment.step(P1, 2)
    try experiment.step(P2, 1)
    #expect(experiment.snapshot().waiting(for: .mutex) == [P2])
    try experiment.apply(.kill(P1))
    // The kernel gave the mutex to who slept on it.
    #expect(experiment.state(P2) == .parked)
    try experiment.apply(.add(.consumer))
    try experiment.apply(.remove(P2))
    try experiment.apply(.remove(P1))
    try experiment.apply(.remove(C2))
    let schedule = "P1*2 P2 kill:P1 add:C2 remove:P2 remove:P1 remove:C2"
    #expect(experiment.snapshot().schedule?.description == schedule)
    var all = [members()]
    #expect(all == [["P2 leaving", "C1"]])
    for expected in [
      ["P2 leaving", "C1", "C2"], ["P1 dead", "P2 leaving", "C1", "C2"], ["P1 dead", "P2", "C1", "C2"],
      ["P1 dead", "P2", "C1"], ["P1", "P2", "C1"],
    ] {
      try experiment.apply(.back)
      #expect(members() == expected)
      all.append(expected)
    }
    #expect(experiment.snapshot().waiting(for: .mutex) == [P2])
    #expect(experiment.takeNotices().count == 2, "P1 was killed, C2 has left: each was told once")
    for expected in all.dropLast().reversed() {
      try experiment.apply(.forward)
      #expect(members() == expected)
    }
    #expect(experiment.snapshot().schedule?.description == schedule)
    // The one that leaves does so when its item is done, and comes back from there as well.
    while experiment.snapshot().worker(P2) != nil { try experiment.apply(.step(P2)) }
    #expect(experiment.snapshot().ledger.inRing == 1)
    try experiment.apply(.back)
    #expect(experiment.snapshot().worker(P2)?.isLeaving == true)
    // A reset begins with whoever is there then.
    try experiment.apply(.reset)
    #expect(members() == ["C1"])
    try experiment.apply(.step(C1))
    try experiment.apply(.back)
    #expect(members() == ["C1"])
  }

  @Test("one that leaves asleep in the middle of its item keeps its place among those who wait")
  func queue() throws {
    let experiment = try experiment(Setup(producers: 3, pace: .step))
    try experiment.step(P1, 2)
    try experiment.step(P2, 2)
    try experiment.step(WorkerID(.producer, 3), 2)
    try experiment.apply(.remove(P2))
    for _ in 0..<20 { experiment.reap() }
    while experiment.state(P2) != .parked { try experiment.apply(.step(P1)) }
    #expect(experiment.snapshot().waiting(for: .mutex) == [WorkerID(.producer, 3)])
  }

  @Test("who is killed by somebody else while time stands still has made a move like any other")
  func killedFromOutside() throws {
    let experiment = try experiment(Setup(producers: 2, discipline: "robust-mutex", pace: .step))
    try experiment.step(P1, 2)
    try experiment.step(P2, 1)
    Glibc.kill(try #require(experiment.snapshot().worker(P1)?.pid), SIGKILL)
    #expect(
      eventually {
        experiment.reap(); return experiment.snapshot().schedule?.description == "P1*2 P2 kill:P1"
      })
    try experiment.apply(.step(P2))
    try experiment.apply(.back)
    try experiment.apply(.back)
    #expect(experiment.snapshot().waiting(for: .mutex) == [P2])
    try experiment.apply(.forward)
    #expect(experiment.state(P1) == .ended(.killed(signal: SIGKILL)))
  }

  @Test("who is woken together with others by a repair comes to the mutex in the same order each time")
  func crowd() throws {
    let experiment = try experiment(Setup(producers: 2, consumers: 3, discipline: "robust-mutex", pace: .step))
    // The consumers sleep on notEmpty; P2 repairs what P1 left, and gives the mutex back.
    let schedule = try Schedule(reading: "C1*3 C2*3 C3*3 P1 kill:P1 P2*8")
    for _ in 0..<10 {
      try experiment.apply(.follow(schedule))
      #expect(experiment.snapshot().workers.filter { $0.state == .parked }.map(\.id) == [P2, C1])
    }
  }

  @Test("a step that ends its own process is a step like any other")
  func deadlyStep() throws {
    let setup = Setup(program: .message, consumers: 1, discipline: "reader-writes", pace: .step)
    let experiment = try experiment(setup)
    let reader = WorkerID(.reader, 1)
    // There is a message to be read first.
    while experiment.snapshot().message?.version != 2 { try experiment.apply(.step(WorkerID(.writer, 1))) }
    while experiment.snapshot().worker(reader)?.isAlive == true { try experiment.apply(.step(reader)) }
    #expect(experiment.state(reader) == .ended(.killed(signal: SIGSEGV)))
    let steps = experiment.snapshot().steps
    #expect(experiment.snapshot().schedule?.steps.count == steps)
    try experiment.apply(.back)
    #expect(experiment.state(reader) == .parked)
    try experiment.apply(.forward)
    #expect(experiment.state(reader) == .ended(.killed(signal: SIGSEGV)))
    #expect(experiment.snapshot().steps == steps)
  }

  @Test("what only moves have led to can be undone; after anything else it is said why not")
  func refused() throws {
    let experiment = try experiment(Setup(producers: 2, pace: .step))
    #expect(throws: Refusal.self) { try experiment.apply(.back) }
    #expect(throws: Refusal.self) { try experiment.apply(.forward) }
    try experiment.step(P1, 3)
    try experiment.apply(.back)
    #expect(experiment.snapshot().undone == 1)
    // Another move forks off.
    try experiment.apply(.step(P2))
    #expect(experiment.snapshot().undone == 0)
    #expect(experiment.snapshot().schedule?.description == "P1*2 P2")
    try experiment.apply(.pace(.full))
    try experiment.apply(.kill(P2))
    try experiment.apply(.pace(.step))
    #expect(experiment.snapshot().schedule == nil)
    #expect(experiment.snapshot().scheduleLoss == "the processes ran freely since the last reset")
    let error = #expect(throws: Refusal.self) { try experiment.apply(.back) }
    #expect(
      "\(try #require(error))" == "the processes ran freely since the last reset, so no step can be undone; R resets")
  }

  @Test("two that are killed at once by somebody else leave no way back, and that is said")
  func killedTogether() throws {
    let experiment = try experiment(Setup(producers: 2, pace: .step))
    try experiment.step(P1, 1)
    for worker in experiment.snapshot().workers where worker.id.role == .producer { Glibc.kill(worker.pid, SIGKILL) }
    for worker in experiment.snapshot().workers where worker.id.role == .producer {
      // Dead, and not yet buried.
      #expect(eventually { ProcessReader(pid: worker.pid).letter == "Z" })
    }
    let error = #expect(throws: Refusal.self) { try experiment.apply(.back) }
    #expect("\(try #require(error))".contains("was killed by SIGKILL unasked, so no step can be undone"))
  }

  @Test(
    "a schedule that cannot be followed says at which move, and why",
    arguments: [
      ("P1 C1*2", "move 3: C1 is blocked"), ("P1 remove:P1 P1*6 P1", "move 9: there is no P1"),
      ("kill:P1 P1", "move 2: P1 has ended"), ("add:P1", "move 1: P1 already exists"),
    ])
  func impossible(text: String, reason: String) throws {
    let experiment = try experiment(Setup(pace: .step))
    let error = #expect(throws: Refusal.self) {
      try experiment.apply(.follow(try Schedule(reading: text)))
    }
    #expect("\(try #require(error))".hasPrefix("the schedule cannot be followed at \(reason)"))
  }
}
