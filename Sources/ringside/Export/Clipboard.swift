import Glibc
import Screens

extension Clipboard {
  /// The clipboard of the terminal in which Ringside runs. tmux sets TMUX for the programs in it: tmux(1).
  static var here: Clipboard { Clipboard(isBehindTmux: getenv("TMUX").map { $0.pointee != 0 } ?? false) }
}
