import Model

/// A system of processes in plain Swift, with every kind of blocking: semaphores, a condition, a spinlock.
///
/// It behaves as the laboratory's does. A wait that finds nothing queues the process; a post hands over at once to
/// the first of the queue; a signalled process queues for the mutex.
final class Toy: Steppable {
  enum Operation: Hashable {
    /// `r = variable`, `variable = r + 1`
    case load(Int)
    case store(Int)
    case wait(Int)
    case post(Int)
    /// Sleeps on condition 0, with semaphore 0 as its mutex.
    case sleep
    case signal
    /// Takes the spinlock, or looks in vain.
    case spin
    case release
  }

  struct State: Hashable, Sendable {
    var counters: [Int]
    var semaphores: [Int]
    var queues: [[Int]]
    var sleepers: [Int] = []
    var isLocked = false
    var positions: [Int]
    var registers: [Int]
    var asleep: [Bool]
    var killed: [Bool]
  }

  let programs: [[Operation]]
  let kills: Int
  private let initial: State
  private(set) var state: State
  private(set) var resets = 0
  private let isWrong: (State) -> Bool

  /// - Parameter isWrong: whether a state shows a wrong sum.
  init(
    _ programs: [[Operation]], semaphores: [Int] = [1, 0], kills: Int = 0,
    isWrong: @escaping (State) -> Bool = { _ in false }
  ) {
    self.programs = programs
    self.kills = kills
    self.isWrong = isWrong
    let count = programs.count
    initial = State(
      counters: [0, 0], semaphores: semaphores, queues: Array(repeating: [], count: semaphores.count),
      positions: Array(repeating: 0, count: count), registers: Array(repeating: 0, count: count),
      asleep: Array(repeating: false, count: count), killed: Array(repeating: false, count: count))
    state = initial
  }

  static func id(_ process: Int) -> WorkerID { WorkerID(Role("T"), process + 1) }

  func reset() {
    resets += 1
    state = initial
  }

  var enabledMoves: [Move] {
    let alive = programs.indices.filter { !state.killed[$0] && state.positions[$0] < programs[$0].count }
    let steps = alive.filter { !state.asleep[$0] }.map { Move.step(Self.id($0)) }
    return state.killed.count { $0 } < kills ? steps + alive.map { .kill(Self.id($0)) } : steps
  }

  func make(_ move: Move) throws(Refusal) {
    guard enabledMoves.contains(move) else { throw Refusal("\(move) is not possible") }
    let process = move.worker.number - 1
    if case .kill = move {
      state.killed[process] = true
      state.asleep[process] = false
      for queue in state.queues.indices { state.queues[queue].removeAll { $0 == process } }
      state.sleepers.removeAll { $0 == process }
    } else {
      step(process)
    }
  }

  func step(_ id: WorkerID, times: Int) throws(Refusal) -> Int {
    for made in 0..<times {
      guard made == 0 || enabledMoves.contains(.step(id)) else { return made }
      try make(.step(id))
    }
    return times
  }

  private func step(_ process: Int) {
    switch programs[process][state.positions[process]] {
    case .load(let counter): state.registers[process] = state.counters[counter]
    case .store(let counter):
      state.counters[counter] = state.registers[process] + 1
      state.registers[process] = 0
    case .wait(let semaphore):
      if state.semaphores[semaphore] == 0 { return fallAsleep(process, on: semaphore) }
      state.semaphores[semaphore] -= 1
    case .post(let semaphore): post(semaphore)
    case .sleep:
      post(0)
      state.sleepers.append(process)
      state.asleep[process] = true
      return
    case .signal:
      if !state.sleepers.isEmpty { takeMutex(state.sleepers.removeFirst()) }
    case .spin:
      if state.isLocked { return }
      state.isLocked = true
    case .release: state.isLocked = false
    }
    state.positions[process] += 1
  }

  private func fallAsleep(_ process: Int, on semaphore: Int) {
    state.queues[semaphore].append(process)
    state.asleep[process] = true
  }

  private func post(_ semaphore: Int) {
    guard let next = state.queues[semaphore].first else {
      state.semaphores[semaphore] += 1
      return
    }
    state.queues[semaphore].removeFirst()
    state.asleep[next] = false
    state.positions[next] += 1
  }

  private func takeMutex(_ process: Int) {
    if state.semaphores[0] == 0 { return fallAsleep(process, on: 0) }
    state.semaphores[0] -= 1
    state.asleep[process] = false
    state.positions[process] += 1
  }

  func snapshot() -> State { state }
  var stateKey: State { state }
  var verdict: Verdict { faults.isEmpty ? .holds : faults == [.sum] ? .violated : .deadlock }

  var faults: Set<Fault> {
    var faults: Set<Fault> = isWrong(state) ? [.sum] : []
    let isStuck = !enabledMoves.contains { if case .step = $0 { true } else { false } }
    if isStuck && state.asleep.contains(true) { faults.insert(.deadlock) }
    return faults
  }
}

/// What a search must find, computed by trying every schedule one by one.
struct BruteForce {
  var states: Set<Toy.State> = []
  var all = 0
  var bad = 0
  /// Complete schedules by how many preemptions they have.
  var byPreemptions: [Int: (all: Int, bad: Int)] = [:]
  /// The fewest preemptions and, with so many, the fewest moves that lead to each fault.
  var simplest: [Fault: (preemptions: Int, moves: Int)] = [:]

  init(_ toy: Toy) throws { try visit(toy, [], running: nil, preemptions: 0) }

  private mutating func visit(_ toy: Toy, _ moves: [Move], running: WorkerID?, preemptions: Int) throws {
    try replay(toy, moves)
    let (state, faults) = (toy.state, toy.faults)
    states.insert(state)
    for fault in faults {
      let own = (preemptions, moves.count)
      if let best = simplest[fault], best <= own { continue }
      simplest[fault] = own
    }
    let moving = try toy.enabledMoves.filter { move in
      try replay(toy, moves)
      try toy.make(move)
      return toy.state != state
    }
    if moving.isEmpty {
      all += 1
      bad += faults.isEmpty ? 0 : 1
      let before = byPreemptions[preemptions] ?? (0, 0)
      byPreemptions[preemptions] = (before.all + 1, before.bad + (faults.isEmpty ? 0 : 1))
    }
    for move in moving {
      if case .step(let id) = move {
        let isPreemption = id != running && running.map { moving.contains(.step($0)) } == true
        try visit(toy, moves + [move], running: id, preemptions: preemptions + (isPreemption ? 1 : 0))
      } else {
        try visit(toy, moves + [move], running: running, preemptions: preemptions)
      }
    }
  }

  private func replay(_ toy: Toy, _ moves: [Move]) throws {
    toy.reset()
    for move in moves { try toy.make(move) }
  }
}
