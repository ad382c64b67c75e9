/// The clipboard of the terminal's user, as far as a program can tell. The escape sequence OSC 52 sets it, and a terminal
/// answers nothing: xterm and tmux ignore it unless they are told to allow it.
public struct Clipboard: Sendable, Hashable {
  /// Whether tmux is between the program and the terminal: its option set-clipboard decides, tmux(1).
  public var isBehindTmux: Bool

  public init(isBehindTmux: Bool = false) { self.isBehindTmux = isBehindTmux }

  /// The message that a text was sent there, with the text.
  public func words(_ text: String) -> String {
    let condition = isBehindTmux ? "if tmux has `set-clipboard on`" : "if the terminal allows it"
    return "sent to the clipboard, \(condition): \(text)"
  }
}
