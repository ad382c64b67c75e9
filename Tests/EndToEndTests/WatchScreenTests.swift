import Foundation
import Support
import Testing

@Suite("A watched program on the screen", .serialized)
struct WatchScreenTests {
  @Test("its struct, its processes and its lines are there; it is stepped forward and back")
  func steps() throws {
    let program = packageFolder + "/Tests/WatchingTests/Programs/posix-semaphores.c"
    // The name of a segment means nothing to `watch`: the script leaves it out.
    let terminal = try Terminal([], script: "ringside watch \(program)")
    try terminal.shows("posix-semaphores.c · /prodcons", "SharedBuffer", "step 0", "about to")
    terminal.press("s", "s", "s", "s")
    try terminal.shows("step 4", "P2", "empty  sem_t  4", "sem_wait full")
    terminal.press("s")
    try terminal.shows(
      "P1 waits", "BLOCKED", "P1 must wait in `sem_wait` for `full` at line 27")
    // It begins first.
    terminal.press("Tab", "s", "s", "s", "s", "s")
    try terminal.shows("step 10", "stored `buffer[0]` = 10 (was 0) at line 18")
    terminal.press("b")
    try terminal.shows("step 9", "read `in` = 0")
    terminal.press("o")
    try terminal.shows("what the program printed")
    terminal.press("o", "?")
    try terminal.shows("on to its next source line")
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("a process in a loop of the same reads is marked as spinning")
  func spinning() throws {
    let program = packageFolder + "/Tests/WatchingTests/Programs/text-message.c"
    let terminal = try Terminal([], script: "ringside watch \(program)")
    try terminal.shows("step 0")
    for _ in 1...6 { terminal.press("s") }
    try terminal.shows("step 6", "spinning")
    terminal.press("Tab", "s", "s", "s", "s")
    try terminal.shows("stored `ready` = 1")
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("a source that changes is said, and compiled again with the same steps")
  func mended() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/mended.c"
    let text = try String(
      contentsOfFile: packageFolder + "/Tests/WatchingTests/Programs/anonymous-counter.c", encoding: .utf8)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let terminal = try Terminal([], script: "ringside watch \(path)")
    try terminal.shows("step 0")
    terminal.press("s", "s")
    try terminal.shows("step 2")
    try text.replacing("(*counter)++", with: "*counter += 5").write(toFile: path, atomically: true, encoding: .utf8)
    try terminal.shows("mended.c has changed; l compiles it")
    terminal.press("l")
    try terminal.shows("compiled again; all 2 steps were made as before", "*counter += 5")
    try "int main(void) { return x; }".write(toFile: path, atomically: true, encoding: .utf8)
    terminal.press("l")
    try terminal.shows("undeclared")
    terminal.press("q")
    try terminal.ends(0)
  }
}
