import Grid
import Testing

@testable import Terminal

extension ScreenTests {
  @Test func aGridIsWrittenOnceAndThenOnlyWhatChanges() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    var grid = Grid(screen.size)
    grid.write("produced 12 = taken 8 ─ é 漢_.", column: 3, row: 2)
    #expect(terminal.output { screen.paint(grid) }.contains("produced 12 = taken 8 ─ é 漢."))
    #expect(terminal.output { screen.paint(grid) } == "")
    grid.write("9", column: 23, row: 2)
    let change = terminal.output { screen.paint(grid) }
    #expect(change.contains("9"))
    #expect(!change.contains("taken"))
  }

  @Test func theBottomRightCornerIsUsedAndDoesNotScroll() throws {
    let terminal = PseudoTerminal(width: 10, height: 3)
    let screen = try open(terminal)
    var grid = Grid(screen.size)
    for row in 0..<3 { grid.write("abcdefghi\(row)", column: 0, row: row) }
    let written = terminal.output { screen.paint(grid) }
    #expect(written.contains("abcdefghi0"))
    #expect(written.contains("abcdefghi1"))
    // Written while automatic margins are off.
    #expect(written.contains("abcdefghi\u{1B}[?7l2"))
    #expect(!written.contains("\n"))
    #expect(!written.contains("\u{1B}D"))
  }

  @Test(arguments: [(0, 0), (1, 1), (7, 50), (200, 3), (200, 60)])
  func aGridOfAnotherSizeIsCutOffOrLeavesRoom(width: Int, height: Int) throws {
    let terminal = PseudoTerminal(width: 20, height: 5)
    let screen = try open(terminal)
    var grid = Grid(Size(width: width, height: height))
    for row in 0..<height { grid.write("x", column: min(width, 20) - 1, row: row) }
    let written = terminal.output { screen.paint(grid) }
    #expect(written.filter { $0 == "x" }.count == min(height, 5))
    #expect(terminal.output { screen.paint(Grid(screen.size)) }.isEmpty == (height == 0))
  }

  @Test func aSmallerGridLeavesNothingOfALargerOne() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    var large = Grid(screen.size)
    large.write("old", column: 10, row: 10)
    let small = Grid(Size(width: 5, height: 5))
    #expect(terminal.output { screen.paint(large) }.contains("old"))
    #expect(!terminal.output { screen.paint(small) }.isEmpty)
    #expect(terminal.output { screen.redrawEverything() }.contains("old") == false)
  }

  @Test func whatHasNoPlaceInACellBecomesAQuestionMark() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    var grid = Grid(screen.size)
    grid.write("<\n>", column: 0, row: 0)
    grid.write("[漢]", column: 0, row: 1)
    let written = terminal.output { screen.paint(grid) }
    #expect(written.contains("<?>"))
    #expect(written.contains("[?]"))
  }

  @Test func aWideCharacterThatTheTerminalCutsThroughIsNotShown() throws {
    let terminal = PseudoTerminal(width: 4, height: 2)
    let screen = try open(terminal)
    var grid = Grid(Size(width: 6, height: 2))
    grid.write("abc漢_d", column: 0, row: 0)
    grid.write("ab漢_cd", column: 0, row: 1)
    let written = terminal.output { screen.paint(grid) }
    #expect(written.contains("abc"))
    #expect(written.contains("ab漢"))
    #expect(!written.contains("abc漢"))
  }

  @Test func redrawingWritesEverythingAgain() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    var grid = Grid(screen.size)
    grid.write("once more", column: 0, row: 0)
    #expect(terminal.output { screen.paint(grid) }.contains("once more"))
    #expect(terminal.output { screen.redrawEverything() }.contains("once more"))
  }

  @Test(arguments: [
    ("xterm-256color", "\u{1B}[38;5;203m"), ("xterm", "\u{1B}[31m"), ("vt100", "\u{1B}[0;1m"),
  ])
  func aStyleShowsAsWellAsTheTerminalCan(kind: String, sequence: String) throws {
    let terminal = PseudoTerminal()
    let screen = try open(
      terminal, kind: kind, theme: Theme(name: "red") { _ in Appearance(.indexed(203, basic: 1), bold: true) })
    var grid = Grid(screen.size)
    grid.write("lost", column: 0, row: 0)
    let written = terminal.output { screen.paint(grid) }
    #expect(written.contains(sequence))
    #expect(written.contains("lost"))
    #expect(screen.hasColors == (kind != "vt100"))
  }

  @Test func aNewThemeShowsWithTheNextPaint() throws {
    let terminal = PseudoTerminal()
    let screen = try open(terminal)
    var grid = Grid(screen.size)
    grid.write("same", column: 0, row: 0)
    #expect(!terminal.output { screen.paint(grid) }.contains("\u{1B}[44m"))
    screen.theme = Theme(name: "blue") { _ in Appearance(on: .indexed(4, basic: 4)) }
    #expect(terminal.output { screen.paint(grid) }.contains("\u{1B}[44m"))
    #expect(screen.theme.name == "blue")
  }
}
