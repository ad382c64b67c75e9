import CWatch
import Glibc

/// A program that takes part in a run which another Ringside watches. Its terminal is this one; its steps are the other's.
public final class JoiningProgram {
  private let child: Child

  /// Starts it.
  /// - Throws: a sentence if no Ringside of this user watches anything.
  public init(_ command: WatchedProgram.Command) throws(WatchError) {
    guard let run = WatchRemnants.living.last else {
      throw .notShown("there is nothing to join; start `ringside watch` in another terminal first")
    }
    var environment = [WATCH_ENVIRONMENT: run]
    if let preload = command.preload { environment["LD_PRELOAD"] = preload }
    child = try Child(
      command.path, command.arguments, environment: environment, input: STDIN_FILENO, hasFixedAddresses: true,
      isInOwnGroup: false)
  }

  /// Its exit status as wait(2) tells it; nil while it runs.
  public var status: Int32? { child.poll() ? child.status : nil }

  public func end() { child.end() }
}
