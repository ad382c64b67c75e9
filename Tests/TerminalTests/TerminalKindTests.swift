import Testing

@testable import Terminal

@Suite struct TerminalKindTests {
  @Test(arguments: ["linux", "linux-16color", "cons25", "cons25l1", "jfbterm", "fbterm", "wsvt25", "pcvt25"])
  func aConsoleHasASmallFontAndABlackBackground(name: String) {
    #expect(TerminalKind(name).hasSmallFont)
    #expect(!TerminalKind(name).tellsBackground)
  }

  @Test(arguments: [
    "xterm", "xterm-256color", "tmux-256color", "screen", "vte-256color", "foot", "alacritty", "st-256color",
  ])
  func aWindowIsAskedForItsBackground(name: String) {
    #expect(!TerminalKind(name).hasSmallFont)
    #expect(TerminalKind(name).tellsBackground)
  }

  @Test(arguments: ["dumb", "unknown", "vt100", "vt220", "ansi", ""])
  func whatCouldPrintTheQuestionIsNotAsked(name: String) { #expect(!TerminalKind(name).tellsBackground) }

  @Test func withoutANameNothingIsAsked() {
    #expect(!TerminalKind(nil).tellsBackground)
    #expect(!TerminalKind(nil).hasSmallFont)
  }

  @Test(arguments: [
    "xterm", "tmux-256color", "screen.xterm-256color", "xterm-kitty", "foot", "alacritty", "st-256color",
  ])
  func aWindowHasATitleAndAMouse(name: String) {
    #expect(TerminalKind(name).hasTitle && TerminalKind(name).reportsMouse && TerminalKind(name).placesCursor)
  }

  @Test(arguments: ["linux", "linux-16color", "vt100", "vt220", "ansi", "cons25", "dumb", "dumb-emacs-ansi", "eterm"])
  func aConsoleAndAHardwareTerminalHaveNeither(name: String) {
    #expect(!TerminalKind(name).hasTitle && !TerminalKind(name).reportsMouse)
    #expect(TerminalKind(name).placesCursor == !name.hasPrefix("dumb"))
  }
}
