import Glibc
import Grid
import Testing

@testable import Terminal

/// One at a time: ncurses has one screen per process.
@Suite(.serialized) struct ScreenTests {
  let plain = Theme(name: "plain") { _ in Appearance() }

  @Test func aPipeIsNoInputAndNoOutput() {
    let terminal = PseudoTerminal()
    var pipe: [CInt] = [0, 0]
    #expect(Glibc.pipe(&pipe) == 0)
    defer { pipe.forEach { close($0) } }
    #expect(throws: TerminalError.inputIsNoTerminal) {
      try Screen(input: pipe[0], output: terminal.program, kind: "xterm", theme: plain)
    }
    #expect(throws: TerminalError.outputIsNoTerminal) {
      try Screen(input: terminal.program, output: pipe[1], kind: "xterm", theme: plain)
    }
  }

  static let unusable: [(String?, TerminalError)] = [
    (nil, .kindNotSet), ("", .kindNotSet), ("unknown", .cannotPlaceCursor("unknown")),
    ("dumb", .cannotPlaceCursor("dumb")),
  ]

  @Test(arguments: unusable)
  func aTerminalThatCannotShowAGridIsLeftAlone(kind: String?, error: TerminalError) {
    let terminal = PseudoTerminal()
    let before = terminal.modes
    let written = terminal.output {
      #expect(throws: error) {
        try Screen(input: terminal.program, output: terminal.program, kind: kind, theme: plain)
      }
    }
    #expect(written.isEmpty)
    #expect(terminal.modes == before)
  }

  @Test func keysArriveOneByOneUnseenAndSignalsStaySignals() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    #expect(terminal.modes.local & tcflag_t(ICANON | ECHO) == 0)
    #expect(terminal.modes.local & tcflag_t(ISIG) != 0)
    terminal.type("a")
    var key: Key?
    #expect(try terminal.output { key = try screen.nextKey() } == "")
    #expect(key == .character("a"))
  }

  @Test(arguments: ["xterm-256color", "screen-256color", "vt100", "linux"])
  func leavingGivesTheTerminalBackAsItWas(kind: String) throws {
    let terminal = PseudoTerminal()
    let before = terminal.modes
    let screen = try open(terminal, kind: kind)
    #expect(terminal.modes != before)
    _ = terminal.output { screen.paint(Grid(screen.size)) }
    let written = terminal.output { screen.leave() }
    #expect(terminal.modes == before)
    if kind.hasPrefix("xterm") {
      #expect(written.contains("\u{1B}[?1049l"))
      #expect(written.contains("\u{1B}[?25h"))
    }
    #expect(terminal.output { screen.leave() } == "")
    #expect(terminal.output { screen.paint(Grid(Size(width: 2, height: 2))) } == "")
    #expect(try screen.nextKey() == nil)
  }

  @Test func theEndOfTheObjectGivesTheTerminalBackToo() throws {
    let terminal = PseudoTerminal()
    let before = terminal.modes
    let written = try terminal.output {
      _ = try Screen(input: terminal.program, output: terminal.program, kind: "xterm-256color", theme: plain)
    }
    #expect(written.contains("\u{1B}[?1049l"))
    #expect(terminal.modes == before)
  }

  @Test func reenteringShowsTheSamePictureInTheSizeOfNow() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    let during = terminal.modes
    var grid = Grid(screen.size)
    grid.write("still here", column: 0, row: 0)
    _ = terminal.output {
      screen.paint(grid)
      screen.leave()
    }
    terminal.resize(width: 50, height: 10)
    let written = terminal.output { screen.reenter() }
    #expect(written.contains("\u{1B}[?1049h"))
    #expect(written.contains("still here"))
    #expect(screen.size == Size(width: 50, height: 10))
    #expect(terminal.modes == during)
  }

  @Test func modesThatChangeWhileWeAreAwayAreTheOnesToComeBack() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    _ = terminal.output { screen.leave() }
    terminal.switchOffEcho()
    let meanwhile = terminal.modes
    _ = terminal.output {
      screen.reenter()
      screen.leave()
    }
    #expect(terminal.modes == meanwhile)
  }

  @Test func anEmergencyRestoresOnceAndOnlyAnOpenScreen() throws {
    let terminal = PseudoTerminal()
    let before = terminal.modes
    #expect(terminal.output { Screen.emergencyRestore() } == "")
    do {
      let screen = try open(terminal)
      let written = terminal.output { Screen.emergencyRestore() }
      #expect(written.contains("\u{1B}[?25h"))
      #expect(written.hasSuffix("\u{1B}[?1049l\u{1B}[23;0;0t"))
      #expect(terminal.modes == before)
      #expect(terminal.output { Screen.emergencyRestore() } == "")
      _ = terminal.output { screen.leave() }
    }
    #expect(terminal.output { Screen.emergencyRestore() } == "")
  }

  @Test func pausesAreTakenOutOfASequence() {
    let sequence = Array("\u{1B}[m$<2>\u{F}$<5*/>$x<1>".utf8)
    #expect(Terminfo.withoutPadding(sequence) == Array("\u{1B}[m\u{F}$x<1>".utf8))
  }

  /// A screen on a terminal that has shown its first, empty picture.
  func open(_ terminal: PseudoTerminal, kind: String = "xterm-256color", theme: Theme? = nil) throws -> Screen {
    var opened: Screen?
    _ = try terminal.output {
      let screen = try Screen(input: terminal.program, output: terminal.program, kind: kind, theme: theme ?? plain)
      screen.paint(Grid(screen.size))
      opened = screen
    }
    return try #require(opened)
  }
}
