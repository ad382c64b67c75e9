/// The reason why a terminal cannot be used.
public enum TerminalError: Error, Hashable, CustomStringConvertible {
  /// The input is a file, a pipe, or closed.
  case inputIsNoTerminal
  /// The output is a file, a pipe, or closed.
  case outputIsNoTerminal
  /// No kind of terminal was given.
  case kindNotSet
  /// terminfo does not know a terminal of this kind.
  case kindUnknown(String)
  /// A terminal of this kind can only write one line after another.
  case cannotPlaceCursor(String)
  /// This machine has no terminfo at all.
  case noTerminfo
  /// ncurses or the system refused, with this message.
  case refused(String)
  /// The window was closed, or the connection lost.
  case gone

  /// One sentence: the error, and the right way.
  public var description: String {
    switch self {
    case .inputIsNoTerminal:
      "The input is not a terminal: start this in a terminal window, and redirect nothing into it."
    case .outputIsNoTerminal:
      "The output is not a terminal: start this in a terminal window, and do not redirect what it shows."
    case .kindNotSet:
      "TERM is not set, so the kind of terminal is unknown: set it, for example with export TERM=xterm-256color."
    case .kindUnknown(let kind):
      "TERM is \(kind), a kind of terminal that is unknown here: set the right one, for example TERM=xterm-256color."
    case .cannotPlaceCursor(let kind):
      "TERM is \(kind), and such a terminal cannot place its cursor: use another, for example TERM=xterm-256color."
    case .noTerminfo:
      "The descriptions of terminals (terminfo) are missing: install them, on Debian as the package ncurses-base."
    case .refused(let reason):
      "The terminal cannot be taken over (\(reason)): try again in another terminal window."
    case .gone:
      "The terminal is gone: its window was closed or the connection to it was lost."
    }
  }
}
