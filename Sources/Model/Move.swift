/// What is done to an experiment while its time stands still. As a piece of a schedule: `P1`, `kill:P1`.
public enum Move: Sendable, Hashable, CustomStringConvertible {
  /// This worker does one operation.
  case step(WorkerID)
  /// It is ended by SIGKILL, wherever it is.
  case kill(WorkerID)
  /// It is started anew under its old name, after it was killed.
  case restart(WorkerID)
  /// A process that was not there before joins in.
  case add(WorkerID)
  /// It is asked to go when its item is done.
  case remove(WorkerID)

  /// Whom it is about.
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

  /// Makes a move of its verb; nil if there is no such verb.
  public init?(_ verb: some StringProtocol, _ id: WorkerID) {
    let all: [Move] = [.kill(id), .restart(id), .add(id), .remove(id)]
    guard let move = all.first(where: { $0.verb.map { $0 == verb } ?? false }) else { return nil }
    self = move
  }
}
