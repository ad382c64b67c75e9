/// One thing that is done to an experiment as part of a script: what a lesson's `do` blocks are made of.
public enum ScriptStep: Sendable, Hashable {
  /// Starts a new experiment in the place of the present one, with nobody having moved.
  case begin(Setup, Backend)
  /// Begins anew under the same discipline.
  case reset
  /// Goes on under the discipline of this name, from an empty ring.
  case discipline(String)
  /// Makes these moves, from where everyone stands.
  case moves(Schedule)
  case run(Run)
  /// Measures every transport with messages of these sizes, in bytes, between two processes on one processor or on two.
  case compare([Int], processors: Int = 1)

  /// How far some of them can go.
  public enum Limit {
    /// The sizes of messages that can be compared, in bytes.
    public static let messageSizes = 4...65536
    /// The processors for a comparison.
    public static let processors = 1...2
    /// The longest run at full speed.
    public static let seconds = 600.0
  }

  /// Running until a condition holds. Then everyone stands still.
  public struct Run: Sendable, Hashable {
    public var until: Condition
    public var speed: Speed

    public enum Speed: Sendable, Hashable {
      /// Step by step, in an order that the setup's seed decides, so that it can be repeated and stepped back through;
      /// at most so many steps.
      case stepped(limit: Int)
      /// As fast as the machine goes, for at most so many seconds.
      case free(seconds: Double)
    }

    public init(until: Condition, _ speed: Speed) {
      self.until = until
      self.speed = speed
    }
  }
}
