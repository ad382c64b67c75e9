import Model

/// The states that a search has seen, and the moves between them.
struct StateGraph<Key: Hashable & Sendable>: Sendable {
  /// A state's place in the graph.
  struct Index: Hashable, Sendable {
    var rawValue: Int32
  }

  /// A move from a state.
  struct Edge: Sendable {
    /// The place of the move in `moves`.
    var move: UInt8
    /// The state that it leads to; nil before it was made for the first time.
    var target: Index?
  }

  private struct Node {
    var edges: Range<Int32>
    /// The state from which it was first reached, and the move; the first state has itself as its parent.
    var parent: Index
    var move: UInt8
    var faults: UInt16
  }

  /// Each move that was ever possible, steps and kills alike.
  private(set) var moves: [Move] = []
  private var places: [Move: UInt8] = [:]
  private var nodes: [Node] = []
  private var edges: [Edge] = []
  private var indices: [Key: Index] = [:]
  /// How many edges lead somewhere.
  private(set) var edgeCount = 0

  var count: Int { nodes.count }
  var all: [Index] { nodes.indices.map { Index(rawValue: Int32($0)) } }
  static var start: Index { Index(rawValue: 0) }

  /// The state with this key, if it was seen.
  func index(of key: Key) -> Index? { indices[key] }

  /// Adds a state.
  /// - Parameters:
  ///   - parent: the state that led to it, and by which move; nil for the first state.
  ///   - enabled: the moves that are possible in it.
  mutating func add(
    _ key: Key, from parent: (state: Index, move: UInt8)?, enabled: [Move], faults: Set<Fault>
  ) -> Index {
    let index = Index(rawValue: Int32(nodes.count))
    let first = Int32(edges.count)
    for move in enabled { edges.append(Edge(move: place(of: move), target: nil)) }
    nodes.append(
      Node(
        edges: first..<Int32(edges.count), parent: parent?.state ?? index, move: parent?.move ?? 0,
        faults: Self.bits(of: faults)))
    indices[key] = index
    return index
  }

  /// Records where a move leads. A move that leads nowhere, a fruitless look, is no edge.
  mutating func connect(_ state: Index, by position: Int, to target: Index) {
    let place = Int(nodes[Int(state.rawValue)].edges.lowerBound) + position
    if edges[place].target == nil && target != state { edgeCount += 1 }
    edges[place].target = target
  }

  func edges(of state: Index) -> ArraySlice<Edge> {
    let range = nodes[Int(state.rawValue)].edges
    return edges[Int(range.lowerBound)..<Int(range.upperBound)]
  }

  /// The same without fruitless looks and moves that were never made.
  func realEdges(of state: Index) -> [(move: UInt8, target: Index)] {
    edges(of: state).compactMap { edge in edge.target.flatMap { $0 == state ? nil : (edge.move, $0) } }
  }

  func faults(of state: Index) -> Set<Fault> {
    let bits = nodes[Int(state.rawValue)].faults
    return bits == 0
      ? [] : Set(Fault.allCases.enumerated().filter { bits & 1 << UInt16($0.offset) != 0 }.map(\.element))
  }

  /// The moves by which a state was first reached.
  func path(to state: Index) -> [Move] {
    var path: [Move] = []
    var state = state
    while state != Self.start {
      let node = nodes[Int(state.rawValue)]
      path.append(moves[Int(node.move)])
      state = node.parent
    }
    return path.reversed()
  }

  private mutating func place(of move: Move) -> UInt8 {
    if let place = places[move] { return place }
    let place = UInt8(moves.count)
    moves.append(move)
    places[move] = place
    return place
  }

  private static func bits(of faults: Set<Fault>) -> UInt16 {
    faults.isEmpty
      ? 0 : Fault.allCases.enumerated().reduce(0) { faults.contains($1.element) ? $0 | 1 << UInt16($1.offset) : $0 }
  }
}

extension StateGraph {
  /// Whether a move is a step of this process.
  func isStep(_ move: UInt8, of process: WorkerID?) -> Bool {
    if case .step(let id) = moves[Int(move)] { return id == process }
    return false
  }

  /// The process that runs after a move: a kill is no context switch.
  func running(after move: UInt8, before process: WorkerID?) -> WorkerID? {
    if case .step(let id) = moves[Int(move)] { return id }
    return process
  }

  /// Whether a process could go on in a state. One whose look is fruitless could not.
  func canGoOn(_ process: WorkerID?, in state: Index) -> Bool {
    process != nil && edges(of: state).contains { $0.target != state && isStep($0.move, of: process) }
  }

  /// Whether a move is a preemption: a step of another process while the running one could go on.
  func isPreemption(_ move: UInt8, running process: WorkerID?, in state: Index) -> Bool {
    if case .step(let id) = moves[Int(move)] { return id != process && canGoOn(process, in: state) }
    return false
  }
}
