import Model

/// How simple a schedule is: fewer preemptions first, then fewer moves, then fewer switches.
public struct Simplicity: Sendable, Hashable, Comparable {
  public var preemptions: Int
  public var moves: Int
  public var switches: Int

  public static func < (a: Simplicity, b: Simplicity) -> Bool {
    (a.preemptions, a.moves, a.switches) < (b.preemptions, b.moves, b.switches)
  }
}

/// The simplest way to each state of a graph: the algorithm of Dijkstra over pairs of a state and the process that
/// ran last, on which the cost of the next move depends.
struct SimplestPaths<Key: Hashable & Sendable> {
  typealias Graph = StateGraph<Key>

  /// A state, and the process that ran last.
  struct Place: Hashable {
    var state: Graph.Index
    var running: WorkerID?
  }

  private struct Step {
    var cost: Simplicity
    var from: Place
    var move: UInt8
  }

  private let graph: Graph
  private var steps: [Place: Step] = [:]
  /// The place of the simplest path to each state, in the order in which they were reached: the simplest first.
  private(set) var reached: [(place: Place, cost: Simplicity)] = []

  /// - Parameters:
  ///   - preemptions: the most preemptions on a path.
  ///   - isEnough: asked for each state when the simplest path to it is known; ends the search if it returns true.
  init(_ graph: Graph, preemptions: Int? = nil, until isEnough: (Graph.Index) -> Bool = { _ in false }) {
    self.graph = graph
    let start = Place(state: Graph.start, running: nil)
    var queue = CostQueue<(place: Place, from: Place, move: UInt8)>()
    queue.insert((start, start, 0), at: Simplicity(preemptions: 0, moves: 0, switches: 0))
    var known: Set<Graph.Index> = []
    while let (entry, cost) = queue.popFirst() {
      guard steps[entry.place] == nil else { continue }
      steps[entry.place] = Step(cost: cost, from: entry.from, move: entry.move)
      if known.insert(entry.place.state).inserted {
        reached.append((entry.place, cost))
        if isEnough(entry.place.state) { return }
      }
      for (move, target) in graph.realEdges(of: entry.place.state) {
        let next = Place(state: target, running: graph.running(after: move, before: entry.place.running))
        guard steps[next] == nil else { continue }
        var cost = cost
        cost.moves += 1
        if next.running != entry.place.running && entry.place.running != nil { cost.switches += 1 }
        if graph.isPreemption(move, running: entry.place.running, in: entry.place.state) { cost.preemptions += 1 }
        if let preemptions, cost.preemptions > preemptions { continue }
        queue.insert((next, entry.place, move), at: cost)
      }
    }
  }

  /// The moves of the simplest path to a place.
  func path(to place: Place) -> [Move] {
    var path: [Move] = []
    var place = place
    while let step = steps[place], step.from != place || step.cost.moves > 0 {
      path.append(graph.moves[Int(step.move)])
      place = step.from
    }
    return path.reversed()
  }
}

/// A queue ordered by cost, and first in, first out among equal costs.
private struct CostQueue<Element> {
  private var heap: [(cost: Simplicity, number: Int, element: Element)] = []
  private var inserted = 0

  mutating func insert(_ element: Element, at cost: Simplicity) {
    heap.append((cost, inserted, element))
    inserted += 1
    var child = heap.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() -> (Element, Simplicity)? {
    guard let first = heap.first else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while let child = [2 * parent + 1, 2 * parent + 2].filter({ $0 < heap.count }).min(by: precedes),
      precedes(child, parent)
    {
      heap.swapAt(child, parent)
      parent = child
    }
    return (first.element, first.cost)
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    (heap[a].cost, heap[a].number) < (heap[b].cost, heap[b].number)
  }
}
