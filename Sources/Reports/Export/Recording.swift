public import Grid

/// A run as a screen showed it, move by move: what every export is made from.
public struct Recording: Sendable {
  /// One variable with its values before and after a move.
  public struct Change: Sendable, Hashable {
    public var variable: String
    public var old: String
    public var new: String
    /// Whether only the process that moved has it, such as a register.
    public var isPrivate: Bool

    public init(_ variable: String, _ old: String, _ new: String, isPrivate: Bool = false) {
      (self.variable, self.old, self.new, self.isPrivate) = (variable, old, new, isPrivate)
    }
  }

  /// The moment after a move; the first one is the start, before any move.
  public struct Step: Sendable, Hashable {
    /// The move as in a schedule, such as `P1` or `kill:C1`; empty at the start, and while processes run freely.
    public var move: String
    /// The process that moved, such as `P1`; empty if it was none.
    public var process: String
    /// The process's event, such as `step` or `blocked`, and its line of C; empty if unknown.
    public var event: String
    public var operation: String
    public var changes: [Change]
    /// The event, in one sentence.
    public var words: String
    /// The screen.
    public var grid: Grid
    /// Since the start of the recording.
    public var seconds: Double

    public init(
      move: String = "", process: String = "", event: String = "", operation: String = "", changes: [Change] = [],
      words: String, grid: Grid, seconds: Double
    ) {
      (self.move, self.process, self.event, self.operation) = (move, process, event, operation)
      (self.changes, self.words, self.grid, self.seconds) = (changes, words, grid, seconds)
    }
  }

  /// The subject of the recording, in a few words: `1 producer, 1 consumer, 10 slots, semaphores`.
  public var title: String
  /// The command line that makes the same again; nil if none does.
  public var command: String?
  /// Never empty.
  public var steps: [Step]

  public init(title: String, command: String?, steps: [Step]) {
    (self.title, self.command, self.steps) = (title, command, steps)
  }
}
