import Model

/// A search for a schedule that leads to a fault.
///
/// It visits every state that a system can reach, with first no preemption, then one, then two, until a level of one
/// more preemption adds no state: then no schedule at all leads to another state. A state is reached by a reset and
/// the moves that lead there, unless the system is there already; from there the search goes on in depth, and ends a
/// run where it finds a state that it knows.
public struct Search<System: Steppable> {
  typealias Graph = StateGraph<System.Key>

  /// Why a search is over.
  public enum Ending: Sendable, Hashable {
    /// A level added no state: everything was covered.
    case exhausted
    /// All schedules with as many preemptions as were allowed were covered.
    case bound
    /// As many states are remembered as are allowed.
    case states
    /// Enough moves were made since something was found.
    case moves
  }

  /// Something to do in a state while a process is the running one.
  private struct Task {
    enum Kind {
      /// Makes the move at this position of the state's edges.
      case move(Int)
      /// Makes all moves but the running process's own step.
      case others
    }

    var state: Graph.Index
    var running: WorkerID?
    var kind: Kind
  }

  private struct Visit: Hashable {
    var state: Graph.Index
    var running: WorkerID?
  }

  let system: System
  public let limits: SearchLimits
  var graph = Graph()
  /// How many preemptions are allowed at present.
  public private(set) var level = 0
  /// How many states each level that is complete has added.
  public private(set) var newStates: [Int] = []
  /// How often the system was reset.
  public private(set) var runs = 0
  /// How many moves were made, those that only lead to a state again included.
  public private(set) var movesMade = 0
  public private(set) var ending: Ending?
  /// Whether some state shows a fault that counts.
  public private(set) var hasFinding = false
  private var movesAtFinding = 0
  private var statesBefore = 0
  private var tasks: [Task] = []
  /// The tasks that cost one preemption more.
  private var later: [Task] = []
  private var visited: Set<Visit> = []
  /// The state in which the system is; nil before the first reset.
  private var position: Graph.Index?

  public init(_ system: System, limits: SearchLimits = SearchLimits()) {
    self.system = system
    self.limits = limits
  }

  /// How many states were seen.
  public var states: Int { graph.count }
  public var edges: Int { graph.edgeCount }
  /// How many states have moves that were not made yet, in the present level.
  public var frontier: Int { tasks.count }

  /// Goes on until the search is over or this returns true; it is asked after each run.
  public mutating func advance(until isTimeUp: () -> Bool) throws(Refusal) {
    if graph.count == 0 { try begin() }
    while ending == nil {
      if let task = tasks.popLast() {
        try perform(task)
        if let limit = reachedLimit { ending = limit }
      } else {
        endLevel()
      }
      if isTimeUp() { return }
    }
  }

  private var reachedLimit: Ending? {
    if graph.count >= limits.states { return .states }
    return hasFinding && movesMade - movesAtFinding >= limits.movesAfterFinding ? .moves : nil
  }

  private mutating func begin() throws(Refusal) {
    try system.reset()
    runs += 1
    position = add(system.stateKey, from: nil)
    visit(Graph.start, running: nil)
  }

  private mutating func endLevel() {
    newStates.append(graph.count - statesBefore)
    let hasAdded = graph.count > statesBefore
    statesBefore = graph.count
    if later.isEmpty || !hasAdded {
      ending = .exhausted
    } else if let bound = limits.preemptions, level >= bound {
      ending = .bound
    } else {
      level += 1
      tasks = later.reversed()
      later = []
    }
  }

  // MARK: - Tasks

  /// Plans all that can happen in a state while a process is the running one.
  private mutating func visit(_ state: Graph.Index, running: WorkerID?) {
    guard visited.insert(Visit(state: state, running: running)).inserted else { return }
    let own = graph.edges(of: state).enumerated().first { graph.isStep($0.element.move, of: running) }
    // Whether a step of another process is a preemption is known once the own step was made.
    tasks.append(Task(state: state, running: running, kind: .others))
    if let own { tasks.append(Task(state: state, running: running, kind: .move(own.offset))) }
  }

  private mutating func perform(_ task: Task) throws(Refusal) {
    switch task.kind {
    case .move(let position): try make(position, in: task.state, running: task.running)
    case .others: planOthers(task)
    }
  }

  private mutating func planOthers(_ task: Task) {
    for (position, edge) in graph.edges(of: task.state).enumerated().reversed()
    where !graph.isStep(edge.move, of: task.running) {
      let next = Task(state: task.state, running: task.running, kind: .move(position))
      if graph.isPreemption(edge.move, running: task.running, in: task.state) {
        later.append(next)
      } else {
        tasks.append(next)
      }
    }
  }

  /// Follows a move, and makes it if nobody has made it before.
  private mutating func make(_ position: Int, in state: Graph.Index, running: WorkerID?) throws(Refusal) {
    let edge = graph.edges(of: state)[graph.edges(of: state).startIndex + position]
    let target: Graph.Index
    if let known = edge.target { target = known } else { target = try makeForTheFirstTime(position, edge.move, state) }
    if target != state { visit(target, running: graph.running(after: edge.move, before: running)) }
  }

  private mutating func makeForTheFirstTime(
    _ position: Int, _ move: UInt8, _ state: Graph.Index
  ) throws(Refusal) -> Graph.Index {
    try goTo(state)
    try system.make(graph.moves[Int(move)])
    movesMade += 1
    let key = system.stateKey
    let target = graph.index(of: key) ?? add(key, from: (state, move))
    graph.connect(state, by: position, to: target)
    self.position = target
    return target
  }

  /// Brings the system into a state.
  private mutating func goTo(_ state: Graph.Index) throws(Refusal) {
    guard position != state else { return }
    let path = graph.path(to: state)
    position = nil
    defer { position = state }
    try system.reset()
    try system.make(path)
    runs += 1
    movesMade += path.count
    guard graph.index(of: system.stateKey) == state else {
      throw Refusal("the moves \(Schedule(moves: path)) led to another state than before")
    }
  }

  /// Resets the system for a run outside the search.
  mutating func resetForRun() throws(Refusal) {
    position = nil
    try system.reset()
  }

  private mutating func add(_ key: System.Key, from parent: (Graph.Index, UInt8)?) -> Graph.Index {
    let faults = limits.counted(system.faults)
    if !faults.isEmpty && !hasFinding {
      hasFinding = true
      movesAtFinding = movesMade
    }
    return graph.add(key, from: parent.map { (state: $0.0, move: $0.1) }, enabled: system.enabledMoves, faults: faults)
  }
}
