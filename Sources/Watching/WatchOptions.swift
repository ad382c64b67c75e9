/// How a program is watched.
public struct WatchOptions: Sendable, Hashable {
  /// The source of a program's standard input.
  public enum Input: Sendable, Hashable {
    case none
    /// Ringside's own.
    case inherited
    case file(String)
    /// This text, and then lines that are typed while it runs.
    case typed(String)
  }

  public var input: Input
  /// Whether names and keys are the program's own, not private to the run.
  public var usesRealNames: Bool
  /// Whether programs without hooks stop at each access to shared memory, by a page trap.
  public var stopsAtEveryAccess: Bool
  /// The runtime as a library, for programs without hooks that the program starts.
  public var library: String?

  public init(
    input: Input = .none, usesRealNames: Bool = false, stopsAtEveryAccess: Bool = false, library: String? = nil
  ) {
    (self.input, self.usesRealNames) = (input, usesRealNames)
    (self.stopsAtEveryAccess, self.library) = (stopsAtEveryAccess, library)
  }
}
