/// How a worker goes about its work. The operations and the disciplines are written once, and compiled for each manner:
/// what a manner has no use for is not in its copy at all.
protocol ExecutionMode {
  /// Whether it stands before its gate at every operation, puts its private registers on show, and accounts for what it
  /// does where that is wanted.
  static var isGated: Bool { get }
  /// Whether it moves messages instead of items.
  static var carriesMessages: Bool { get }
  /// Whether it looks at another's index for each item, as the listing has it, though what it last saw would do.
  static var looksEachTime: Bool { get }
}

extension ExecutionMode {
  static var carriesMessages: Bool { false }
  static var looksEachTime: Bool { true }
}

/// Does all that is to be seen: at every tempo, and at full speed if everything is accounted for.
enum Instrumented: ExecutionMode {
  static var isGated: Bool { true }
}

/// Moves items as fast as it can, and looks between two of them whether anything is wanted of it.
enum Unpaced: ExecutionMode {
  static var isGated: Bool { false }
  static var looksEachTime: Bool { false }
}

/// Moves somebody's messages, and nobody paces it.
enum Carrier: ExecutionMode {
  static var isGated: Bool { false }
  static var carriesMessages: Bool { true }
}
