/// How a worker executes. The operations and the disciplines are written once and compiled for each mode: code that a
/// mode does not need is not in its copy at all.
protocol ExecutionMode {
  /// Whether it stops at its gate before every operation, publishes its private registers, and keeps the ledger if
  /// there is one.
  static var isGated: Bool { get }
  /// Whether it moves messages instead of items.
  static var carriesMessages: Bool { get }
  /// Whether it loads the other role's index for each item, as the listing does, even if the value that it last saw
  /// is enough.
  static var looksEachTime: Bool { get }
}

extension ExecutionMode {
  static var carriesMessages: Bool { false }
  static var looksEachTime: Bool { true }
}

/// Everything can be observed: at every tempo, and at full speed with a ledger.
enum Instrumented: ExecutionMode {
  static var isGated: Bool { true }
}

/// Moves items as fast as it can, and checks between two items whether it has other orders.
enum Unpaced: ExecutionMode {
  static var isGated: Bool { false }
  static var looksEachTime: Bool { false }
}

/// Moves messages of a comparison, without pacing.
enum Carrier: ExecutionMode {
  static var isGated: Bool { false }
  static var carriesMessages: Bool { true }
}
