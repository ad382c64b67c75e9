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
    ("\u{1B}x", [.escape, .character("x")]), ("\u{1B}[99;5ux", [.character("x")]), ("\u{1B}Ojx", [.character("x")]),
    ("\u{1B}\u{1B}[99;5u", [.escape]), ("\u{1B}[9\u{1B}OAx", [.character("x")]),
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
