internal import CNcurses

/// The data of terminfo(5) on a kind of terminal.
struct Terminfo {
  /// The sequences that the screen itself writes when it takes over the terminal and when it leaves.
  let modes: TerminalModes
  /// Undoes the settings of ncurses and the screen: the modes, colours and attributes, the hidden cursor, keypad mode,
  /// the alternate screen.
  let restoreSequence: [UInt8]
  let functionKeys: FunctionKeys

  /// Reads terminfo, and leaves ncurses as it was.
  /// - Parameter usesMouse: whether the mouse is wanted.
  init(_ description: Description, kind: TerminalKind, usesMouse: Bool, output: CInt) throws(TerminalError) {
    let before = set_curterm(nil)
    var problem: CInt = 0
    let isRead = description.read { setupterm(description.name, output, &problem) } == OK
    defer { if let terminal = set_curterm(before) { del_curterm(terminal) } }
    guard isRead, let moveCursor = Self.string("cup") else { throw .kindUnknown(description.name) }
    let statusLine = Self.string("tsl") ?? []
    modes = TerminalModes(
      kind, followsECMA48: moveCursor.starts(with: Array("\u{1B}[".utf8)),
      // Only a title of a window begins like this; a status line of a hardware terminal is placed with the cursor.
      hasTitle: kind.hasTitle || statusLine.starts(with: Array("\u{1B}]".utf8)), usesMouse: usesMouse)
    let leaveScreen = Self.string("rmcup") ?? Array("\r\n".utf8)
    restoreSequence = modes.end + ["sgr0", "op", "cnorm", "rmkx"].flatMap { Self.string($0) ?? [] } + leaveScreen
    functionKeys = FunctionKeys(Self.keySequences())
  }

  /// The bytes that the keys send, by the names of their capabilities.
  private static func keySequences() -> [String: [UInt8]] {
    var sequences: [String: [UInt8]] = [:]
    var index: CInt = 0
    while let name = string_capability(index).map({ String(cString: $0) }) {
      index += 1
      if name.hasPrefix("k"), let sequence = string(name) { sequences[name] = sequence }
    }
    return sequences
  }

  /// A capability of the current terminal; nil if it has none with that name.
  static func string(_ name: String) -> [UInt8]? {
    guard let value = tigetstr(name), Int(bitPattern: value) != -1 else { return nil }
    return withoutPadding(Array(String(cString: value).utf8))
  }

  /// Removes the pauses, such as `$<5/>`, that hardware terminals needed.
  static func withoutPadding(_ sequence: [UInt8]) -> [UInt8] {
    var rest = sequence[...]
    var kept: [UInt8] = []
    while let byte = rest.first {
      if rest.starts(with: Array("$<".utf8)), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else {
        kept.append(byte)
        rest = rest.dropFirst()
      }
    }
    return kept
  }
}
