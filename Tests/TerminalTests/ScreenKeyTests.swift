import Glibc
import Grid
import Testing

@testable import Terminal

extension ScreenTests {
  static let typing: [(String, [Key])] = [
    ("a", [.character("a")]), ("é漢", [.character("é"), .character("漢")]), ("\u{1B}", [.escape]),
    ("\u{1B}OA\u{1B}OB", [.up, .down]), ("\u{1B}[Z", [.backTab]), ("\r", [.enter]),
    ("\u{C}q", [.control("l"), .character("q")]),
    ("\u{1B}OP\u{1B}[24~", [.function(1), .function(12)]), ("\u{7F}", [.backspace]), ("\u{1B}[5~", [.pageUp]),
    ("\u{1B}xy", [.character("y")]), ("\u{1B}[99;5ux", [.character("x")]), ("\u{1B}Ojx", [.character("x")]),
    ("\u{1B}\u{1B}[99;5u", [.escape]), ("\u{1B}[9\u{1B}OAx", [.up, .character("x")]),
  ]

  @Test(arguments: typing)
  func whatIsTypedComesOutAsKeys(typed: String, keys: [Key]) throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    terminal.type(typed)
    var pressed: [Key] = []
    _ = try terminal.output { while let key = try screen.nextKey() { pressed.append(key) } }
    #expect(pressed == keys)
  }

  /// What the keys send on terminals of all kinds, by their own descriptions.
  static let kinds: [(String, String)] = [
    ("xterm", "\u{1B}OA\u{1B}OP\u{1B}[15~\u{1B}[6~\u{1B}[3~"),
    ("screen", "\u{1B}OA\u{1B}OP\u{1B}[15~\u{1B}[6~\u{1B}[3~"),
    ("tmux-256color", "\u{1B}OA\u{1B}OP\u{1B}[15~\u{1B}[6~\u{1B}[3~"),
    ("linux", "\u{1B}[A\u{1B}[[A\u{1B}[[E\u{1B}[6~\u{1B}[3~"), ("vt100", "\u{1B}OA\u{1B}OP\u{1B}Ot\u{1B}[6~\u{1B}[3~"),
  ]

  @Test(arguments: kinds)
  func everyKindOfTerminalHasItsKeys(kind: String, typed: String) throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal, kind: kind)
    terminal.type(typed)
    var pressed: [Key] = []
    while let key = try screen.nextKey() { pressed.append(key) }
    #expect(pressed == [.up, .function(1), .function(5), .pageDown, .delete])
  }

  @Test func whatIsPastedComesAsText() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    terminal.type("\u{1B}[200~quit\rnow\u{1B}[201~x")
    #expect(try screen.nextInput() == .paste("quit\rnow"))
    #expect(try screen.nextInput() == .key(.character("x")))
    #expect(try screen.nextInput() == nil)
  }

  @Test func pasteIsMarkedWhileTheScreenIsOpenAndNoLonger() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    let atEnd = terminal.output { screen.leave() }
    #expect(atEnd.contains("\u{1B}[?2004l"))
    let again = terminal.output { screen.reenter() }
    #expect(again.contains("\u{1B}[?2004h"))
    let emergency = terminal.output { Screen.emergencyRestore() }
    #expect(emergency.contains("\u{1B}[?2004l"))
    _ = terminal.output { screen.leave() }
  }

  @Test func anAnswerIsWaitedForAndKeysThatComeMeanwhileAreKept() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    terminal.type("a\u{1B}]11;rgb:ff/ff/ff\u{07}b\u{1B}[?62cc")
    var replies: [TerminalReply] = []
    let asked = try terminal.output {
      replies = try screen.ask("\u{1B}]11;?\u{1B}\\\u{1B}[c", within: 5000) {
        if case .deviceAttributes = $0 { true } else { false }
      }
    }
    #expect(asked == "\u{1B}]11;?\u{1B}\\\u{1B}[c")
    #expect(replies == [.background(red: 65535, green: 65535, blue: 65535), .deviceAttributes([62])])
    var pressed: [Key] = []
    while let key = try screen.nextKey() { pressed.append(key) }
    #expect(pressed == [.character("a"), .character("b"), .character("c")])
  }

  @Test func aTerminalThatDoesNotAnswerIsNotWaitedForForEver() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    var replies: [TerminalReply] = [.deviceAttributes([])]
    _ = try terminal.output { replies = try screen.ask("\u{1B}[c", within: 30) { _ in true } }
    #expect(replies == [])
  }

  @Test func aClosedWindowEndsTheKeys() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    #expect(try screen.nextKey() == nil)
    terminal.type("a")
    #expect(try screen.nextKey() == .character("a"))
    terminal.hangUp()
    #expect(throws: TerminalError.gone) { try screen.nextKey() }
    screen.paint(Grid(screen.size))
  }

  @Test func anotherSizeIsAKey() throws {
    let terminal = PseudoTerminal(width: 80, height: 24)
    let screen = try open(terminal)
    #expect(screen.size == Size(width: 80, height: 24))
    terminal.resize(width: 33, height: 7)
    deliver(SIGWINCH)
    var key: Key?
    _ = try terminal.output { key = try screen.nextKey() }
    #expect(key == .resize)
    #expect(screen.size == Size(width: 33, height: 7))
  }

  /// Sends a signal to this thread, whose mask the test runner has filled.
  private func deliver(_ signal: CInt) {
    var mask = sigset_t()
    var before = sigset_t()
    sigemptyset(&mask)
    sigaddset(&mask, signal)
    pthread_sigmask(SIG_UNBLOCK, &mask, &before)
    raise(signal)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
