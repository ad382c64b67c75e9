internal import CNcurses

/// What terminfo(5) tells about a kind of terminal.
struct Terminfo {
  /// Undoes what ncurses does: colours and attributes, the hidden cursor, keypad mode, the alternate screen.
  let restoreSequence: [UInt8]

  /// Asks before `newterm` does: it can say what is wrong, and it changes nothing.
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
    guard Self.string("cup") != nil else { throw .cannotPlaceCursor(kind) }
    let leaveScreen = Self.string("rmcup") ?? Array("\r\n".utf8)
    restoreSequence = ["sgr0", "op", "cnorm", "rmkx"].flatMap { Self.string($0) ?? [] } + leaveScreen
  }

  /// A capability of the current terminal, nil if it has none of that name.
  private static func string(_ name: String) -> [UInt8]? {
    guard let value = tigetstr(name), Int(bitPattern: value) != -1 else { return nil }
    return withoutPadding(Array(String(cString: value).utf8))
  }

  /// Takes out the pauses, such as `$<5/>`, that hardware terminals needed.
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
