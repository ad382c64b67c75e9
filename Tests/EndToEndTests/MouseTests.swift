import Foundation
import Support
import Testing

/// Each takes about a second; the watched program, which is compiled first, three.
@Suite("The mouse and the title", .serialized)
struct MouseTests {
  @Test("a click selects a process, tells of a slot, and presses a hint; the wheel scrolls the help")
  func live() throws {
    let terminal = try Terminal(["--pace", "step", "--consumers", "2"])
    try terminal.standsReady()
    try terminal.shows("▸ P1", "step P1")
    try terminal.click("C2  ")
    try terminal.shows("▸ C2", "step C2")
    try terminal.click("s step C2")
    try terminal.shows("‖ step 1")
    terminal.mouse(column: 14, row: 4)
    try terminal.shows("slot 0: empty, nothing was written there yet")
    // The message gives way to the hints.
    try terminal.click("empty, nothing")
    try terminal.shows("? help")
    try terminal.click("? help")
    try terminal.shows("run or pause")
    terminal.mouse(65, column: 10, row: 10)
    try terminal.showsNoLonger("run or pause")
    terminal.mouse(64, column: 10, row: 10)
    try terminal.shows("run or pause")
    terminal.press("Escape")
    // Outside the screen, and other buttons.
    terminal.mouse(column: 5000, row: 5000)
    terminal.mouse(2, column: 3, row: 20)
    terminal.mouse(66, column: 3, row: 20)
    try terminal.shows("‖ step 1", "▸ C2")
    try terminal.click("q quit")
    try terminal.ends(0)
  }

  @Test("in a lesson a click chooses an answer")
  func lesson() throws {
    let terminal = try Terminal(script: #"XDG_STATE_HOME=$0 "$1" lesson 1"#)
    try terminal.comes("a page") { $0.contains("next") || $0.contains("choose") }
    for _ in 1...12 where !terminal.screen.contains("1-") {
      terminal.press("Right")
      try terminal.showsNoLonger("hurry")
    }
    try terminal.shows("choose", "in slot 0")
    // The choices have a random order.
    try terminal.click("in slot 0, where")
    try terminal.comes("the selected answer") { screen in
      screen.split(separator: "\n").contains { $0.contains("▸") && $0.contains("in slot 0, where") }
    }
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("in the screen of a watched program a click selects a process, and the wheel scrolls")
  func watch() throws {
    let program = packageFolder + "/Tests/WatchingTests/Programs/posix-semaphores.c"
    let terminal = try Terminal([], rows: 16, script: "ringside watch \(program)")
    try terminal.shows("step 0", "▸ P1")
    terminal.press("s", "s", "s", "s")
    try terminal.shows("step 4", "  P2 ")
    try terminal.click(" P2 ")
    try terminal.shows("▸ P2")
    try terminal.click("? help")
    try terminal.shows("s Enter")
    terminal.mouse(65, column: 10, row: 10)
    try terminal.showsNoLonger("s Enter")
    try terminal.click("q quit")
    try terminal.ends(0)
  }

  @Test("--no-mouse and a console request nothing", arguments: [(["--no-mouse"], "xterm-256color"), ([], "linux")])
  func unwanted(options: [String], kind: String) throws {
    let folder = try TemporaryFolder()
    let victim = try Victim(["run", "--pace", "step"] + options, folder: folder.path, kind: kind)
    try #require(victim.goOn { victim.contains("parked") })
    victim.type("q")
    #expect(victim.goOn { victim.status == 0 })
    #expect(!victim.contains("?1000") && !victim.contains("?1006"))
    #expect(victim.contains("Ringside: ") == (kind != "linux"))
    #expect(victim.remains == [])
  }

  @Test("the window is named after the program, and gets its own title back")
  func title() throws {
    let terminal = try Terminal()
    let before = terminal.title
    try terminal.shows("125/s each")
    try terminal.comes("the title") { _ in terminal.title == "Ringside: bounded buffer" }
    terminal.press("q")
    try terminal.ends(0)
    #expect(eventually { terminal.title == before })
  }

  /// That the mouse is off after a quit, a signal and a crash, the tests of those tell: they compare all modes.
  @Test("suspended, the mouse and the title are the shell's")
  func suspended() throws {
    let terminal = try Terminal(script: Terminal.shell)
    try terminal.shows("$")
    let before = terminal.title
    terminal.type("ringside --segment \(terminal.segment)")
    try terminal.shows("125/s each")
    try terminal.comes("the title") { _ in terminal.title == "Ringside: bounded buffer" }
    terminal.press("C-z")
    try terminal.shows("Stopped")
    #expect(try terminal.isAsBefore())
    #expect(eventually { terminal.title == before })
    terminal.type("fg")
    try terminal.comes("the title") { _ in terminal.title == "Ringside: bounded buffer" }
    try terminal.shows("─ ledger ─")
    try terminal.click("q quit")
    try terminal.shows("every item acc")
    terminal.type("exit $?")
    try terminal.ends(0)
  }
}
