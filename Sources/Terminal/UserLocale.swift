internal import Glibc

extension Screen {
  /// Whether the user's locale is UTF-8. If not, only ASCII glyphs are safe.
  ///
  /// The first access also sets the process's LC_CTYPE (setlocale(3)), on which ncurses relies; opening a screen does
  /// that too. A locale that is not installed, as is common on small machines, counts as C.UTF-8.
  public static let localeIsUTF8: Bool = {
    if setlocale(LC_CTYPE, "") == nil { useUTF8() }
    let codeset = String(cString: nl_langinfo(nl_item(CODESET)))
    // In plain ASCII ncurses could not write even the characters that a caller chose on purpose.
    if codeset == "ANSI_X3.4-1968" { useUTF8() }
    return codeset == "UTF-8"
  }()

  /// On a minimal machine without C.UTF-8 the "C" locale stays, and other characters than ASCII become question
  /// marks.
  private static func useUTF8() { _ = setlocale(LC_CTYPE, "C.UTF-8") }

  /// Whether the terminal draws with a font of 256 or 512 signs, like the consoles of Linux and of the BSDs.
  public static var hasSmallFont: Bool { TerminalKind(getenv("TERM").map { String(cString: $0) }).hasSmallFont }
}
