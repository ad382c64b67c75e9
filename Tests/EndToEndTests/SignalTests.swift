import Glibc
import Support
import Testing

@Suite("Ended from outside", .serialized)
struct SignalTests {
  @Test("a signal that asks to end is obeyed, and told on", arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func asked(signal: Int32) throws {
    let terminal = try Terminal()
    try terminal.grows("produced")
    try terminal.program().signal(signal)
    try terminal.ends(128 + signal)
  }

  @Test("also while it stands still and someone is blocked")
  func askedAtRest() throws {
    let terminal = try Terminal(["--pace", "step"])
    try terminal.standsReady()
    terminal.press("c")
    try terminal.shows("BLOCKED")
    try terminal.program().signal(SIGTERM)
    try terminal.ends(128 + SIGTERM)
  }

  @Test(
    "a crash leaves nothing, and the terminal as it was",
    arguments: [SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP])
  func crash(signal: Int32) throws {
    let terminal = try Terminal()
    try terminal.grows("produced")
    try terminal.program().signal(signal)
    try terminal.ends(128 + signal)
  }

  @Test("a closed window leaves nothing", arguments: ["125", "step", "full"])
  func closedWindow(pace: String) throws {
    let terminal = try Terminal(["--pace", pace])
    try terminal.shows("─ ledger ─")
    #expect(terminal.hasSegment && terminal.contains(["C1", "P1"]))
    terminal.close()
    #expect(eventually { processes(of: terminal.segment).isEmpty && !terminal.hasSegment })
  }
}
