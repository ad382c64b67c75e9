import Foundation
import Support
import Testing

@Suite("Ctrl-Z", .serialized)
struct SuspendTests {
  @Test("gives the terminal to the shell and stops the workers; fg comes back")
  func suspend() throws {
    let terminal = try Terminal(script: Terminal.shell)
    try terminal.shows("$")
    terminal.type("ringside --segment \(terminal.segment)")
    try terminal.shows("▶ 125/s each")
    try terminal.grows("produced")
    #expect(terminal.contains(["C1", "P1"]))
    let processes = terminal.workers + [try terminal.program()]
    terminal.press("C-z")
    try terminal.shows("Stopped")
    #expect(eventually { processes.allSatisfy { $0.state == "T" } })
    #expect(try terminal.isAsBefore())
    terminal.type("fg")
    try terminal.shows("▶ 125/s each", "─ ledger ─")
    try terminal.showsNoLonger("Stopped")
    try terminal.grows("produced")
    terminal.press("q")
    try terminal.shows("every item acc")
    terminal.type("exit $?")
    try terminal.ends(0)
  }

  @Test("while it stands still, in another size, and twice")
  func paused() throws {
    let terminal = try Terminal(script: Terminal.shell)
    try terminal.shows("$")
    terminal.type("ringside --pace step --segment \(terminal.segment)")
    try terminal.standsReady()
    for _ in 1...2 {
      terminal.press("C-z")
      try terminal.shows("Stopped")
      try terminal.resize(100, 28)
      terminal.type("clear; fg")
      try terminal.shows("‖ step 0", "parked")
    }
    terminal.press("c")
    try terminal.shows("‖ step 1", "BLOCKED")
    terminal.press("q")
    try terminal.shows("every item acc")
    terminal.type("exit $?")
    try terminal.ends(0)
  }

  @Test("started in the background it stops, and ended there it leaves the shell's terminal alone")
  func background() throws {
    let terminal = try Terminal(script: Terminal.shell)
    try terminal.shows("$")
    try terminal.recordsWhatIsWritten()
    terminal.type("ringside --segment \(terminal.segment) &")
    try #require(eventually { processes(of: terminal.segment).contains { $0.state == "T" } })
    terminal.type("kill -TERM $!; kill -CONT $!")
    #expect(eventually { processes(of: terminal.segment).isEmpty })
    #expect(try terminal.isAsBefore())
    #expect(terminal.written.range(of: Data("\u{1B}[?1049h".utf8)) == nil)
    // The shell may not have noticed yet that the job has ended, and would warn of stopped jobs.
    terminal.type("wait; exit 0")
    try terminal.ends(0)
  }
}
