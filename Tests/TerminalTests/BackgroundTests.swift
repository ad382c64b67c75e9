import Glibc
import Grid
import Testing

@testable import Terminal

extension ScreenTests {
  private static let question = "\u{1B}]11;?\u{1B}\\\u{1B}[c"

  @Test(arguments: ["xterm-256color", "screen-256color", "tmux-256color", "xterm"])
  func aTerminalIsAskedForItsBackground(kind: String) throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal, kind: kind)
    #expect(terminal.output { screen.askForBackground() } == Self.question)
  }

  @Test(arguments: ["linux", "vt100"])
  func aTerminalThatMightPrintTheQuestionIsNotAsked(kind: String) throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal, kind: kind)
    #expect(terminal.output { screen.askForBackground() } == "")
    _ = terminal.output { screen.leave() }
    #expect(terminal.output { screen.askForBackground() } == "")
  }

  static let answers: [(String, TerminalReply?)] = [
    ("\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?64;1;2c", .background(red: 65535, green: 65535, blue: 65535)),
    ("\u{1B}]11;rgb:0000/0000/0000\u{07}\u{1B}[?62c", .background(red: 0, green: 0, blue: 0)),
    ("\u{1B}[?1;2c", nil), ("", nil),
  ]

  /// As xterm answers on white and on black, as tmux does, and as a terminal does that knows nothing of it.
  @Test(arguments: answers)
  func theAnswerComesBetweenTheKeys(answer: String, background: TerminalReply?) throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    terminal.answer = answer
    terminal.type("a")
    _ = terminal.output { screen.askForBackground() }
    terminal.type("b")
    var keys: [Key] = []
    var replies: [TerminalReply] = []
    while keys.last != .character("b") {
      guard let input = try screen.nextInput() else {
        try #require(terminal.hasArrived)
        continue
      }
      switch input {
      case .key(let key): keys.append(key)
      case .reply(let reply): replies.append(reply)
      case .paste, .mouse: Issue.record("nothing was pasted or clicked")
      }
    }
    #expect(keys == [.character("a"), .character("b")])
    #expect(replies.filter { if case .background = $0 { true } else { false } } == (background.map { [$0] } ?? []))
  }

  /// It would read the answer as a command that was typed.
  @Test(arguments: answers)
  func noAnswerIsLeftToTheShell(answer: String, background: TerminalReply?) throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    terminal.answer = answer
    _ = terminal.output {
      screen.askForBackground()
      screen.leave()
    }
    terminal.type("ls\n")
    var line = [UInt8](repeating: 0, count: 100)
    let count = read(terminal.program, &line, line.count)
    #expect(String(decoding: line.prefix(max(0, count)), as: UTF8.self) == "ls\n")
  }

  @Test func anAnswerThatWasReadIsNotWaitedForAgain() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    terminal.answer = "\u{1B}[?62c"
    _ = terminal.output { screen.askForBackground() }
    #expect(terminal.hasArrived)
    #expect(try screen.nextInput() == .reply(.deviceAttributes([62])))
    terminal.type("ls\n")
    _ = terminal.output { screen.leave() }
    var line = [UInt8](repeating: 0, count: 100)
    let count = read(terminal.program, &line, line.count)
    #expect(String(decoding: line.prefix(max(0, count)), as: UTF8.self) == "ls\n")
  }
}
