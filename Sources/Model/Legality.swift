/// The processes of an experiment, as far as the legality of moves depends on them.
public protocol Roster {
  var program: Program { get }
  /// The discipline, which may limit the number of processes; nil to ignore that limit.
  var rule: Discipline? { get }
  /// All processes, including those that have ended.
  var participants: [WorkerID] { get }
  /// How a process takes part; nil if no process has this name.
  func membership(of id: WorkerID) -> Membership?
}

/// How a process takes part, as far as the legality of moves depends on it.
public enum Membership: Sendable, Hashable {
  case alive
  /// Asked to leave as soon as its item is done.
  case leaving
  /// Asked to leave, and possibly gone by now.
  case leavingOrGone
  /// Its process has ended, and can be restarted.
  case ended
}

/// The reason why a move is not legal.
public enum Obstacle: Error, Sendable, Hashable, CustomStringConvertible {
  case noRole(Role, Program)
  case noProcess(WorkerID)
  case exists(WorkerID)
  case ended(WorkerID)
  case alive(WorkerID)
  case leaving(WorkerID)
  case last(WorkerID)
  /// A role already has as many processes as are allowed.
  case full(Role, Program)
  /// The discipline does not allow more processes of a role.
  case limited(Role, Discipline.Limit, by: Discipline)

  /// A sentence to which advice may be added.
  public var description: String {
    switch self {
    case .noRole(let role, let program): "the program \(program.name) has no process \(role)"
    case .noProcess(let id): "there is no \(id)"
    case .exists(let id): "\(id) already exists"
    case .ended(let id): "\(id) has ended already"
    case .alive(let id): "\(id) is alive"
    case .leaving(let id): "\(id) is already leaving; it finishes its item first"
    case .last(let id): "\(id) is the last process, and one must stay"
    case .full(let role, let program): "\(Setup.Limit.workersPerRole.upperBound) \(program.plural(role)) is the maximum"
    case .limited(let role, let limit, let discipline):
      "\(discipline.name) is made for \(limit.perRole) \(discipline.program.noun(role)): \(limit.reason)"
    }
  }
}

extension Roster {
  /// The reason why a move is not legal; nil if it is legal. Only this function decides that.
  ///
  /// It does not say whether a step is possible right now, with its process at the gate and not asleep.
  public func whyNot(_ move: Move) -> Obstacle? {
    let id = move.worker
    guard case .add = move else {
      return membership(of: id).map { whyNot(move, of: $0) } ?? .noProcess(id)
    }
    return whyNotAdd(id)
  }

  private func whyNot(_ move: Move, of membership: Membership) -> Obstacle? {
    let id = move.worker
    switch (move, membership) {
    case (.step, .ended), (.kill, .ended): return .ended(id)
    case (.restart, .alive), (.restart, .leaving), (.restart, .leavingOrGone): return .alive(id)
    case (.remove, .leaving), (.remove, .leavingOrGone): return .leaving(id)
    case (.remove, _): return participants.contains { $0 != id && stays($0) } ? nil : .last(id)
    case (.step, _), (.kill, _), (.restart, _), (.add, _): return nil
    }
  }

  /// Whether it stays in the experiment: an ended one can be restarted.
  private func stays(_ id: WorkerID) -> Bool { [.alive, .ended].contains(membership(of: id)) }

  private func whyNotAdd(_ id: WorkerID) -> Obstacle? {
    if let obstacle = whyNotMore(of: id.role) { return obstacle }
    if id.number > Setup.Limit.workersPerRole.upperBound { return .full(id.role, program) }
    switch membership(of: id) {
    case .alive, .leaving: return .exists(id)
    case .ended: return .ended(id)
    case .leavingOrGone, nil: return nil
    }
  }

  /// The reason why the discipline or the program forbids another process of a role.
  private func whyNotMore(of role: Role) -> Obstacle? {
    guard program.roles.contains(role) else { return .noRole(role, program) }
    guard let rule, let limit = rule.limit, participants.count(where: { $0.role == role }) >= limit.perRole else {
      return nil
    }
    return .limited(role, limit, by: rule)
  }

  /// The name of the next process of a role.
  public func newcomer(_ role: Role) throws(Obstacle) -> WorkerID {
    if let obstacle = whyNotMore(of: role) { throw obstacle }
    let numbers = Setup.Limit.workersPerRole.dropFirst()
    guard let number = numbers.first(where: { membership(of: WorkerID(role, $0)) == nil }) else {
      throw .full(role, program)
    }
    return WorkerID(role, number)
  }
}

extension Snapshot: Roster {
  public var program: Program { discipline.program }
  public var rule: Discipline? { discipline }
  public var participants: [WorkerID] { workers.map(\.id) }

  public func membership(of id: WorkerID) -> Membership? {
    worker(id).map { $0.isAlive ? $0.isLeaving ? .leaving : .alive : .ended }
  }
}
