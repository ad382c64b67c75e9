internal import CNcurses

/// The data of terminfo(5) on a kind of terminal.
struct Terminfo {
  /// Undoes the settings of ncurses and the screen: bracketed paste, colours and attributes, the hidden cursor,
  /// keypad mode, the alternate screen.
  let restoreSequence: [UInt8]
  let functionKeys: FunctionKeys
  /// The sequences that turn bracketed paste on and off (xterm, ctlseqs). Empty on a terminal that does not follow
  /// ECMA-48, and might print them.
  let pasteBegin: [UInt8]
  let pasteEnd: [UInt8]

  /// Reads terminfo before `newterm` does: this code can explain an error, and changes nothing.
  init(kind: String?, output: CInt) throws(TerminalError) {
    guard let kind, !kind.isEmpty else { throw .kindNotSet }
    var problem: CInt = 0
    guard setupterm(kind, output, &problem) == OK else {
      switch problem {
      case 1: throw .cannotPlaceCursor(kind)  // a printer
      case 0: throw .kindUnknown(kind)
      default: throw .noTerminfo
      }
    }
    defer { del_curterm(set_curterm(nil)) }
    guard let moveCursor = Self.string("cup") else { throw .cannotPlaceCursor(kind) }
    let marksPaste = moveCursor.starts(with: Array("\u{1B}[".utf8))
    pasteBegin = marksPaste ? Array("\u{1B}[?2004h".utf8) : []
    pasteEnd = marksPaste ? Array("\u{1B}[?2004l".utf8) : []
    let leaveScreen = Self.string("rmcup") ?? Array("\r\n".utf8)
    restoreSequence = pasteEnd + ["sgr0", "op", "cnorm", "rmkx"].flatMap { Self.string($0) ?? [] } + leaveScreen
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
  private static func string(_ name: String) -> [UInt8]? {
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
