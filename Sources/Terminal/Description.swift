internal import CNcurses
internal import Glibc
internal import Grid

/// The description of terminfo(5) by which a screen is drawn: that of the terminal's kind, or where the machine does
/// not have it, another that fits nearly every terminal of today.
struct Description {
  /// The name under which terminfo has it.
  let name: String
  /// Whether it is the one that is built into this program.
  let isBuiltIn: Bool
  /// One sentence on the replacement; nil if terminfo knows the kind.
  let remark: String?

  /// Nearly every terminal window of today understands this kind.
  static let fallback = "xterm-256color"
  /// The longest name that is looked up. The longest in terminfo has less than half of it.
  private static let longestName = 64

  /// Looks for it, and changes nothing.
  init(kind: String?, output: CInt) throws(TerminalError) {
    guard let kind, !kind.isEmpty else { throw .kindNotSet }
    // Terminfo describes them as terminals, but nothing can be drawn on them.
    guard TerminalKind(kind).placesCursor else { throw .cannotPlaceCursor(Self.readable(kind)) }
    let own = Self.isName(kind) ? Self.look(up: kind, output) : .unknown
    switch own {
    case .usable:
      (name, isBuiltIn, remark) = (kind, false, nil)
      return
    case .unusable: throw .cannotPlaceCursor(Self.readable(kind))
    case .unknown, .noTerminfo: break
    }
    name = Self.fallback
    if Self.look(up: Self.fallback, output) == .usable {
      (isBuiltIn, remark) = (false, "TERM is \(Self.readable(kind)), which is unknown here; drawn for \(name)")
      return
    }
    // It fails if ncurses was built without support for descriptions in the environment.
    guard Self.withBuiltIn({ Self.look(up: Self.fallback, output) }) == .usable else {
      throw own == .noTerminfo ? .noTerminfo : .kindUnknown(Self.readable(kind))
    }
    (isBuiltIn, remark) = (true, "terminfo is missing here; drawn for \(name), by a built-in description")
  }

  /// Runs something that reads this description.
  func read<Result>(_ body: () -> Result) -> Result { isBuiltIn ? Self.withBuiltIn(body) : body() }

  // MARK: - Lookup

  private enum Finding {
    case usable
    /// A printer, or another kind that needs no cursor.
    case unusable
    case unknown, noTerminfo
  }

  private static func look(up name: String, _ output: CInt) -> Finding {
    var problem: CInt = 0
    let before = set_curterm(nil)
    let isFound = setupterm(name, output, &problem) == OK
    // Even a failure may leave a terminal behind.
    defer { if let terminal = set_curterm(before) { del_curterm(terminal) } }
    if isFound { return Terminfo.string("cup") == nil ? .unusable : .usable }
    switch problem {
    case 1: return .unusable
    case 0: return .unknown
    default: return .noTerminfo
    }
  }

  /// Whether terminfo may know something by this name: no path, no control character, and not too long. Ncurses takes
  /// a name that is too long for a missing database.
  private static func isName(_ kind: String) -> Bool {
    kind.utf8.count <= longestName && kind.utf8.allSatisfy { 0x21..<0x7F ~= $0 && $0 != UInt8(ascii: "/") }
  }

  /// A name from the environment for a sentence: printable, and short.
  private static func readable(_ kind: String) -> String {
    let scalars = kind.unicodeScalars.prefix(longestName + 1).map { 0x20..<0x7F ~= $0.value ? Character($0) : "?" }
    return shortened(String(scalars), within: 40, "...")
  }

  // MARK: - The built-in description

  /// Runs something while TERMINFO holds the built-in description. Afterwards the environment is as before, so that
  /// no process that is started later inherits it.
  private static func withBuiltIn<Result>(_ body: () -> Result) -> Result {
    let before = getenv("TERMINFO").map { String(cString: $0) }
    // Only a lack of memory makes it fail, and then nothing is found.
    setenv("TERMINFO", BuiltInDescription.text, 1)
    defer { if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") } }
    return body()
  }
}
