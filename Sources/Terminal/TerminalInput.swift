public import Grid

/// One thing that a terminal sends.
public enum TerminalInput: Sendable, Hashable {
  case key(Key)
  /// Text that was pasted: between the marks of a bracketed paste, or faster than anybody types. As it came, control
  /// characters included.
  case paste(String)
  /// An answer to something that the program asked the terminal.
  case reply(TerminalReply)
}

/// What a terminal answers.
public enum TerminalReply: Sendable, Hashable {
  /// Its background colour, each part from 0 to 65535: the answer to OSC 11 (xterm, ctlseqs).
  case background(red: UInt16, green: UInt16, blue: UInt16)
  /// Its text colour: the answer to OSC 10.
  case foreground(red: UInt16, green: UInt16, blue: UInt16)
  /// The parameters of its primary device attributes: the answer to `ESC [ c`, which every terminal gives.
  case deviceAttributes([Int])
}
