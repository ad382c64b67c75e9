import Glibc
import Support
import Testing

@Suite("Who takes part", .serialized)
struct MemberTests {
  @Test("a and A add one, x removes the selected one")
  func addAndRemove() throws {
    let terminal = try Terminal()
    try terminal.shows("▸ P1")
    terminal.press("a", "A")
    try terminal.shows(" P2 ", " C2 ")
    #expect(terminal.contains(["C1", "C2", "P1", "P2"]))
    terminal.press("Down")
    try terminal.shows("▸ P2")
    terminal.press("x")
    try terminal.shows("P2 has left")
    #expect(terminal.contains(["C1", "C2", "P1"]))
    try terminal.grows("produced")
  }

  @Test("the last one has to stay")
  func last() throws {
    let terminal = try Terminal(["--consumers", "0", "--pace", "step"])
    try terminal.shows("▸ P1")
    terminal.press("x")
    try terminal.shows("x: P1 is the last process, and one must stay")
  }

  @Test("K kills the selected one, u starts it again")
  func killAndRestart() throws {
    let terminal = try Terminal()
    try terminal.grows("produced")
    let victim = try terminal.worker("P1").pid
    terminal.press("K")
    try terminal.shows("killed by SIGKILL", "P1 (\(victim)) was killed by SIGKILL")
    #expect(terminal.contains(["C1"]))
    terminal.press("K")
    try terminal.shows("K: P1 has ended already; u starts it again")
    terminal.press("u")
    try terminal.showsNoLonger("killed by SIGKILL")
    #expect(try terminal.worker("P1").pid != victim)
  }

  @Test("one that is killed from outside is shown at once, and the others go on", arguments: ["tempo", "step"])
  func killedFromOutside(pace: String) throws {
    let terminal = try Terminal(["--consumers", "2", "--discipline", "none"])
    try terminal.grows("produced")
    if pace == "step" {
      terminal.press("s")
      try terminal.shows("‖ step 1")
    }
    let victim = try terminal.worker("C2")
    victim.signal(SIGKILL)
    try terminal.shows("killed by SIGKILL", "C2 (\(victim.pid)) was killed by SIGKILL")
    terminal.press(pace == "step" ? "p" : "Tab")
    try pace == "step" ? terminal.shows("‖ step 2") : terminal.grows("produced")
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("R resets ring and ledger, and starts who was killed")
  func reset() throws {
    let terminal = try Terminal(["--pace", "step"])
    try terminal.standsReady()
    terminal.press("p", "p", "p", "p", "c", "K")
    try terminal.shows("killed by SIGKILL", "died inside", "C1 waits", "EVERYONE WAITS")
    terminal.press("R")
    try terminal.shows("‖ step 0", "Reset: ring and ledger are empty", "empty 10", "mutex  1")
    try terminal.showsNoLonger("killed by SIGKILL", "BLOCKED", "died inside")
    #expect(terminal.number("produced") == 0)
    #expect(terminal.contains(["C1", "P1"]))
  }

  @Test("one that dies inside the critical section leaves the others waiting for ever, and the screen says so")
  func deathInside() throws {
    let terminal = try Terminal(["--pace", "step"])
    try terminal.standsReady()
    terminal.press("p", "p", "K", "u", "p", "p", "c")
    try terminal.shows("DEADLOCK", "Nobody will ever move again; R resets.")
    terminal.press("R")
    try terminal.showsNoLonger("DEADLOCK")
    terminal.press("Space")
    try terminal.grows("produced")
  }
}
