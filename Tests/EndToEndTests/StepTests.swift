import Foundation
import Glibc
import Support
import Testing

@Suite("Steps", .serialized)
struct StepTests {
  @Test("s stops time and counts steps")
  func counted() throws {
    // Nobody waits there, so that any step can be done.
    let terminal = try Terminal(["--discipline", "none"])
    try terminal.grows("produced")
    terminal.press("s")
    try terminal.shows("‖ step 1")
    terminal.press("t")
    try terminal.showsNoLonger("‖ step 1 ", "▶ 125/s each")
  }

  @Test("C1 must wait for an item: it sleeps in the kernel until P1 posts full")
  func blockAndFree() throws {
    let terminal = try Terminal(["--pace", "step"])
    try terminal.standsReady()
    terminal.press("c")
    try terminal.shows("‖ step 1", "BLOCKED  sem_wait(full)", "C1 waits", "C1 needs an item, but `full` is 0.")
    #expect(try terminal.worker("C1").isAsleepInFutex)
    for (step, operation) in [
      "sem_wait(mutex)", "i = in", "slot[i] = item", "in = (i + 1) % n", "sem_post(mutex)", "sem_post(full)",
    ].enumerated() {
      terminal.press("p")
      try terminal.shows("‖ step \(step + 2)", "parked   \(operation)", "BLOCKED  sem_wait(full)")
    }
    #expect(terminal.number("produced") == 1)
    terminal.press("p")
    try terminal.shows("‖ step 8", "parked   sem_wait(mutex)", "P1 sem_post(full)  →  C1 sem_wait(full)")
    try terminal.shows("P1 posted `full`: C1, asleep on it, woke up")
    try terminal.showsNoLonger("BLOCKED", "C1 waits")
  }

  @Test("a key that cannot act says why")
  func refused() throws {
    let terminal = try Terminal(["--pace", "step"])
    try terminal.standsReady()
    terminal.press("c")
    try terminal.shows("BLOCKED")
    terminal.press("c")
    try terminal.shows("c: every consumer is blocked; step a producer")
    terminal.press("Tab")
    try terminal.shows("▸ C1", "space run")
    terminal.press("s")
    try terminal.shows("s: C1 is blocked in `sem_wait(full)`; step P1, which can wake it", "‖ step 1")
    terminal.press("u")
    try terminal.shows("u: C1 is alive; K kills it")
    terminal.press("Escape")
    try terminal.shows("Esc: nothing is open")
    #expect(terminal.number("‖ step") == 1)
  }

  @Test("nothing in the memory changes but by the steps given")
  func nothingMoves() throws {
    let terminal = try Terminal(["--pace", "step", "--producers", "2", "--consumers", "2"])
    try terminal.standsReady()
    terminal.press("p")
    try terminal.shows("‖ step 1")
    let memory = try Data(contentsOf: URL(fileURLWithPath: terminal.segmentPath))
    terminal.press("Tab", "v", "v", "?")
    try terminal.shows("redraw the screen")
    terminal.press("Escape", "BTab", "C-l")
    try terminal.shows("▸ P1", "‖ step 1")
    #expect(try Data(contentsOf: URL(fileURLWithPath: terminal.segmentPath)) == memory)
    terminal.press("p")
    try terminal.shows("‖ step 2")
    #expect(try Data(contentsOf: URL(fileURLWithPath: terminal.segmentPath)) != memory)
  }

  @Test("b goes back, B forward again, and a schedule begins where it ends")
  func backAndForward() throws {
    let terminal = try Terminal(["--producers", "2", "--discipline", "none", "--schedule", "P1 P2 P1 P2 P1 P2"])
    try terminal.shows("‖ step 6", "1 error")
    terminal.press("b", "b", "b")
    try terminal.shows("‖ step 3", "✓ all accounted for", "P1·01")
    terminal.press("B")
    try terminal.shows("‖ step 4", "1 error")
    terminal.press("e")
    try terminal.shows("sent to the clipboard, if tmux has `set-clipboard on`: P1 P2 P1 P2")
    terminal.press("b", "b", "b", "b")
    try terminal.shows("‖ step 0")
    terminal.press("b")
    try terminal.shows("b: there is no step to undo")
    terminal.press("Space")
    try terminal.grows("produced")
    terminal.press("Space", "b")
    try terminal.shows("b: the processes ran freely since the last reset; R resets")
  }

  @Test("b brings back who was killed, and takes back who was added; B does it again")
  func backOverDeaths() throws {
    let terminal = try Terminal(["--producers", "2", "--discipline", "robust-mutex", "--pace", "step"])
    try terminal.standsReady()
    terminal.press("s", "s", "Tab", "s")
    try terminal.shows("‖ step 3", "BLOCKED")
    terminal.press("BTab", "K")
    try terminal.shows("killed by SIGKILL", "repair()")
    try terminal.showsNoLonger("BLOCKED")
    #expect(terminal.contains(["C1", "P2"]))
    terminal.press("A")
    try terminal.shows(" C2 ")
    terminal.press("e")
    try terminal.shows("sent to the clipboard, if tmux has `set-clipboard on`: P1*2 P2 kill:P1 add:C2")
    terminal.press("b")
    try terminal.showsNoLonger(" C2 ")
    terminal.press("b")
    try terminal.shows("‖ step 3", "BLOCKED")
    try terminal.showsNoLonger("killed by SIGKILL")
    #expect(terminal.contains(["C1", "P1", "P2"]))
    terminal.press("B", "B")
    try terminal.shows("killed by SIGKILL", " C2 ")
    #expect(terminal.contains(["C1", "C2", "P2"]))
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("who is killed from outside while time stands still can be brought back as well")
  func backOverAForeignDeath() throws {
    let terminal = try Terminal(["--pace", "step"])
    try terminal.standsReady()
    terminal.press("s")
    try terminal.shows("‖ step 1")
    try terminal.worker("P1").signal(SIGKILL)
    try terminal.shows("killed by SIGKILL")
    terminal.press("e")
    try terminal.shows("sent to the clipboard, if tmux has `set-clipboard on`: P1 kill:P1")
    terminal.press("b")
    try terminal.showsNoLonger("killed by SIGKILL")
    #expect(terminal.contains(["C1", "P1"]))
    terminal.press("b")
    try terminal.shows("‖ step 0")
  }
}
