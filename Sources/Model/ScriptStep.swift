/// One step of a script on an experiment: lessons' `do` blocks consist of these.
public enum ScriptStep: Sendable, Hashable {
  /// Replaces the present experiment by a new one, in which nobody has moved.
  case begin(Setup, Backend)
  /// Restarts under the same discipline.
  case reset
  /// Switches to the discipline of this name, from an empty ring.
  case discipline(String)
  /// Makes these moves from the present state.
  case moves(Schedule)
  case run(Run)
  /// Measures every transport with messages of these sizes, in bytes, between two processes on one processor or on two.
  case compare([Int], processors: Int = 1)
  /// Searches for a schedule that breaks the present setup.
  case explore(ScriptExploration)

  /// The limits of a step's numbers.
  public enum Limit {
    /// The sizes of messages for a comparison, in bytes.
    public static let messageSizes = 4...65536
    /// The numbers of processors for a comparison.
    public static let processors = 1...2
    /// The longest run at full speed, in seconds.
    public static let seconds = 600.0
  }

  /// A run until a condition holds. Then all workers stand still.
  public struct Run: Sendable, Hashable {
    public var until: Condition
    public var speed: Speed

    public enum Speed: Sendable, Hashable {
      /// Step by step, in an order that the setup's seed decides, so that it can be repeated and undone; at most this
      /// many steps.
      case stepped(limit: Int)
      /// At full speed, for at most this many seconds.
      case free(seconds: Double)
    }

    public init(until: Condition, _ speed: Speed) {
      self.until = until
      self.speed = speed
    }
  }
}
