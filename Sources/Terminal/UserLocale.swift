internal import Glibc

extension Screen {
  /// Whether the user's locale says UTF-8. If not, ASCII glyphs are the ones that surely arrive.
  ///
  /// Asking also sets the process's LC_CTYPE (setlocale(3)), on which ncurses relies; opening a screen does so by
  /// itself. A locale that is not installed, as is common on small machines, counts as C.UTF-8.
  public static let localeIsUTF8: Bool = {
    if setlocale(LC_CTYPE, "") == nil { useUTF8() }
    let codeset = String(cString: nl_langinfo(nl_item(CODESET)))
    // In plain ASCII ncurses could not even write what a caller chose on purpose.
    if codeset == "ANSI_X3.4-1968" { useUTF8() }
    return codeset == "UTF-8"
  }()

  /// On a machine so bare that it lacks C.UTF-8 the "C" locale stays, and what is not ASCII becomes a question mark.
  private static func useUTF8() { _ = setlocale(LC_CTYPE, "C.UTF-8") }

  /// Whether the terminal draws with a font of 256 or 512 signs, as the consoles of Linux and of the BSDs do.
  public static var hasSmallFont: Bool { TerminalKind(getenv("TERM").map { String(cString: $0) }).hasSmallFont }
}
