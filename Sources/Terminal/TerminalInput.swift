public import Grid

/// One input from a terminal.
public enum TerminalInput: Sendable, Hashable {
  case key(Key)
  /// Pasted text: between the marks of a bracketed paste, or faster than anybody types. Unfiltered, including control
  /// characters.
  case paste(String)
  /// The mouse, if the screen uses it.
  case mouse(MouseEvent)
  /// An answer to a question of the program.
  case reply(TerminalReply)
}

/// A terminal's answer.
public enum TerminalReply: Sendable, Hashable {
  /// Its background colour, each part from 0 to 65535: the answer to OSC 11 (xterm, ctlseqs).
  case background(red: UInt16, green: UInt16, blue: UInt16)
  /// Its text colour: the answer to OSC 10.
  case foreground(red: UInt16, green: UInt16, blue: UInt16)
  /// The parameters of its primary device attributes: the answer to `ESC [ c`, which every terminal gives.
  case deviceAttributes([Int])
}
