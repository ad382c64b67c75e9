/// A move in an experiment that is being stepped. In a schedule: `P1`, `kill:P1`.
public enum Move: Sendable, Hashable, CustomStringConvertible {
  /// This worker does one operation.
  case step(WorkerID)
  /// This worker is ended by SIGKILL, at any point.
  case kill(WorkerID)
  /// This worker is restarted under its old name, after it was killed.
  case restart(WorkerID)
  /// A new process joins.
  case add(WorkerID)
  /// This worker is asked to leave when its item is done.
  case remove(WorkerID)

  /// The worker that it moves.
  public var worker: WorkerID {
    switch self {
    case .step(let id), .kill(let id), .restart(let id), .add(let id), .remove(let id): id
    }
  }

  public var description: String { verb.map { "\($0):\(worker)" } ?? "\(worker)" }

  /// The word before the name; a step has none.
  private var verb: String? {
    switch self {
    case .step: nil
    case .kill: "kill"
    case .restart: "restart"
    case .add: "add"
    case .remove: "remove"
    }
  }

  /// Creates the move that a verb names; nil if there is no such verb.
  public init?(_ verb: some StringProtocol, _ id: WorkerID) {
    let all: [Move] = [.kill(id), .restart(id), .add(id), .remove(id)]
    guard let move = all.first(where: { $0.verb.map { $0 == verb } ?? false }) else { return nil }
    self = move
  }
}
