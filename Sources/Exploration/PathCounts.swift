import Model

/// How many complete schedules there are, and how many of them end badly.
public struct PathCounts: Sendable, Hashable {
  public var all: UInt128
  public var bad: UInt128

  static let none = PathCounts(all: 0, bad: 0)

  /// The sum; nil if it is too large.
  func adding(_ other: PathCounts) -> PathCounts? {
    let (all, isAllTooLarge) = self.all.addingReportingOverflow(other.all)
    let (bad, isBadTooLarge) = self.bad.addingReportingOverflow(other.bad)
    return isAllTooLarge || isBadTooLarge ? nil : PathCounts(all: all, bad: bad)
  }
}

extension StateGraph {
  /// The number of complete schedules: of the paths from the first state to a state in which nothing can happen.
  /// Nil if there is no finite number, because a process can go round in a circle, or if it is too large.
  ///
  /// Only for a graph in which each move was made.
  var pathCounts: PathCounts? {
    var counts: [PathCounts?] = Array(repeating: nil, count: count)
    guard let order = topologicalOrder else { return nil }
    for state in order.reversed() {
      let next = realEdges(of: state)
      var sum = next.isEmpty ? PathCounts(all: 1, bad: faults(of: state).isEmpty ? 0 : 1) : PathCounts.none
      for edge in next {
        guard let other = counts[Int(edge.target.rawValue)], let larger = sum.adding(other) else { return nil }
        sum = larger
      }
      counts[Int(state.rawValue)] = sum
    }
    return counts[0]
  }

  /// All states, each after those that lead to it; nil if there is a circle.
  private var topologicalOrder: [Index]? {
    var missing = [Int](repeating: 0, count: count)
    for state in all {
      for edge in realEdges(of: state) { missing[Int(edge.target.rawValue)] += 1 }
    }
    var order = [Self.start]
    var next = 0
    while next < order.count {
      for edge in realEdges(of: order[next]) {
        missing[Int(edge.target.rawValue)] -= 1
        if missing[Int(edge.target.rawValue)] == 0 { order.append(edge.target) }
      }
      next += 1
    }
    return order.count == count ? order : nil
  }

  /// The number of complete schedules with exactly so many preemptions: nil where there is no finite number.
  func pathCounts(preemptions: Int) -> PathCounts? {
    var counter = LevelCounter(graph: self)
    return counter.count(from: Self.start, running: nil, left: preemptions)
  }
}

/// Counts paths with a number of preemptions.
private struct LevelCounter<Key: Hashable & Sendable> {
  struct Place: Hashable {
    var state: StateGraph<Key>.Index
    var running: WorkerID?
    var left: Int
  }

  private enum Entry {
    case underway
    case done(PathCounts)
  }

  let graph: StateGraph<Key>
  private var entries: [Place: Entry] = [:]

  init(graph: StateGraph<Key>) { self.graph = graph }

  /// In depth, on a stack of its own: a schedule can have thousands of moves.
  mutating func count(from state: StateGraph<Key>.Index, running: WorkerID?, left: Int) -> PathCounts? {
    let start = Place(state: state, running: running, left: left)
    var stack = [start]
    while let place = stack.last {
      let next = successors(of: place)
      if entries[place] == nil {
        entries[place] = .underway
        let open = next.filter { entries[$0] == nil }
        if next.contains(where: isUnderway) { return nil }
        stack += open
        if !open.isEmpty { continue }
      }
      stack.removeLast()
      if case .done = entries[place] { continue }
      var sum = PathCounts.none
      if next.isEmpty && graph.realEdges(of: place.state).isEmpty && place.left == 0 {
        sum = PathCounts(all: 1, bad: graph.faults(of: place.state).isEmpty ? 0 : 1)
      }
      for other in next {
        guard case .done(let count) = entries[other], let larger = sum.adding(count) else { return nil }
        sum = larger
      }
      entries[place] = .done(sum)
    }
    if case .done(let counts) = entries[start] { return counts }
    return nil
  }

  private func isUnderway(_ place: Place) -> Bool {
    if case .underway = entries[place] { return true }
    return false
  }

  private func successors(of place: Place) -> [Place] {
    graph.realEdges(of: place.state).compactMap { edge in
      let isPreemption = graph.isPreemption(edge.move, running: place.running, in: place.state)
      guard !isPreemption || place.left > 0 else { return nil }
      return Place(
        state: edge.target, running: graph.running(after: edge.move, before: place.running),
        left: place.left - (isPreemption ? 1 : 0))
    }
  }
}
