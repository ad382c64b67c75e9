import Model

/// One line of a trace: the effect of a move on one process and on one variable.
public struct TraceLine: Sendable, Hashable {
  public enum Event: String, Sendable, Hashable, CaseIterable, Encodable {
    /// An operation was done.
    case step
    /// An operation put the process to sleep.
    case blocked
    /// A sleeping process got the thing that it waited for.
    case woken
    case killed
    /// The kernel undid a dead process's decrement of a semaphore: SEM_UNDO, semop(2).
    case restored
    /// A process was restarted after its end.
    case started
    case added
    /// A process was asked to leave after its item.
    case leaving
    case left
  }

  /// The value of a variable. A number is itself; anything else has a name without spaces.
  public enum Value: Sendable, Hashable, CustomStringConvertible {
    case number(Int64)
    case name(String)

    public var description: String {
      switch self {
      case .number(let number): "\(number)"
      case .name(let name): name
      }
    }
  }

  /// A variable, shared or private to the process, and its values before and after.
  public struct Change: Sendable, Hashable, CustomStringConvertible {
    public var variable: String
    public var old: Value
    public var new: Value

    public init(_ variable: String, _ old: Value, _ new: Value) {
      (self.variable, self.old, self.new) = (variable, old, new)
    }

    public var description: String { "\(variable) \(old) -> \(new)" }
  }

  /// The number of the move, from 1. One move can have several lines.
  public var move: Int
  public var process: WorkerID
  public var event: Event
  /// The line of C, if an operation was done.
  public var operation: String?
  public var change: Change?
  /// The change of each count of the ledger.
  public var ledger: LedgerChange

  public init(
    _ move: Int, _ process: WorkerID, _ event: Event, _ operation: String? = nil, _ change: Change? = nil,
    ledger: LedgerChange = LedgerChange()
  ) {
    (self.move, self.process, self.event) = (move, process, event)
    (self.operation, self.change, self.ledger) = (operation, change, ledger)
  }

  /// The names of the columns, in order.
  public static let columns = ["move", "process", "event", "operation", "change", "ledger"]

  /// The columns with tabs between them. A column that does not apply is empty.
  public var text: String {
    let columns = ["\(move)", "\(process)", event.rawValue, operation ?? "", change?.description ?? "", ledger.text]
    return columns.joined(separator: "\t")
  }
}

extension TraceLine: Encodable {
  private enum Key: String, CodingKey { case move, process, event, operation, variable, old, new, ledger }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(move, forKey: .move)
    try values.encode("\(process)", forKey: .process)
    try values.encode(event, forKey: .event)
    try values.encodeIfPresent(operation, forKey: .operation)
    try values.encodeIfPresent(change?.variable, forKey: .variable)
    try values.encodeIfPresent(change?.old, forKey: .old)
    try values.encodeIfPresent(change?.new, forKey: .new)
    if !ledger.counts.isEmpty {
      try values.encode(
        Dictionary(uniqueKeysWithValues: ledger.counts.map { ($0.name, $0.amount) }), forKey: .ledger)
    }
  }
}

extension TraceLine.Value: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .name(let name): try container.encode(name)
    }
  }
}
