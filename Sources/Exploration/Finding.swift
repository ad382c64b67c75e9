import Model

/// A schedule that leads to a fault.
public struct Finding: Sendable, Hashable {
  public var fault: Fault
  /// The moves up to the one that shows the fault.
  public var schedule: Schedule
  public var simplicity: Simplicity
  /// Whether no simpler schedule leads to this fault. Unknown if the search ended within a level.
  public var isSimplest: Bool

  public init(fault: Fault, schedule: Schedule, simplicity: Simplicity, isSimplest: Bool) {
    self.fault = fault
    self.schedule = schedule
    self.simplicity = simplicity
    self.isSimplest = isSimplest
  }
}

extension Search {
  /// The simplest schedule that was found for each fault, the simplest first.
  public var findings: [Finding] {
    var missing = limits.wanted ?? Set(Fault.allCases)
    let shown = graph.all.reduce(into: Set<Fault>()) { $0.formUnion(graph.faults(of: $1)) }
    missing.formIntersection(shown)
    guard !missing.isEmpty else { return [] }
    var findings: [Finding] = []
    let paths = SimplestPaths(graph) { state in
      missing.subtract(graph.faults(of: state))
      return missing.isEmpty
    }
    var found: Set<Fault> = []
    for (place, cost) in paths.reached {
      let new = graph.faults(of: place.state).subtracting(found)
      found.formUnion(new)
      for fault in Fault.allCases where new.contains(fault) {
        findings.append(
          Finding(
            fault: fault, schedule: Schedule(moves: paths.path(to: place)), simplicity: cost,
            isSimplest: ending == .exhausted || cost.preemptions < newStates.count))
      }
    }
    // A wrong count alone breaks nothing yet: it is a finding if nothing follows from it.
    let effects = findings.filter { $0.fault != .count }
    return effects.isEmpty ? findings : effects
  }

  /// Whether every state and every move was covered.
  public var isExhausted: Bool { ending == .exhausted }

  /// The number of complete schedules; nil if not everything was covered, or if there is no finite number.
  public var pathCounts: PathCounts? { isExhausted ? graph.pathCounts : nil }

  /// The number of complete schedules with exactly so many preemptions, in a level that is complete; nil if there is
  /// no finite number, or if counting would take too long.
  public func pathCounts(preemptions: Int) -> PathCounts? {
    guard preemptions < newStates.count, graph.count <= 100_000 else { return nil }
    return graph.pathCounts(preemptions: preemptions)
  }

  /// The simplest complete schedule without a fault; nil if none is known.
  func simplestPassing() -> Schedule? {
    let isPassing = {
      graph.faults(of: $0).isEmpty && graph.edges(of: $0).allSatisfy { $0.target != nil }
        && graph.realEdges(of: $0).isEmpty
    }
    let paths = SimplestPaths(graph, until: isPassing)
    guard let last = paths.reached.last, isPassing(last.place.state) else { return nil }
    return Schedule(moves: paths.path(to: last.place))
  }
}
