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
      "P1 waits", "BLOCKED", "P1 waits in sem_wait full at posix-semaphores.c:27", "producer could")
    // It begins first.
    terminal.press("Tab", "s", "s", "s", "s", "s")
    try terminal.shows("step 10", "stored `buffer[0]` = 10 (was 0) at line 18")
    terminal.press("b")
    try terminal.shows("step 9", "read `in` = 0")
    terminal.press("o")
    try terminal.shows("what the program printed")
    // Keys are typed as input here: o would be a letter.
    terminal.press("Escape")
    try terminal.shows("shared variables")
    terminal.press("m")
    try terminal.shows("bytes of /prodcons", "03 00 00 00", "mutex")
    terminal.press("m", "?")
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

  @Test("what a program reads is typed in the pane of its output")
  func typed() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/adds.c"
    try """
    #include <stdio.h>
    #include <sys/mman.h>
    int main(void) {
      int *sum = mmap(0, sizeof *sum, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
      int number;
      while (scanf("%d", &number) == 1) *sum += number;
      printf("all %d", *sum);
      puts("");
    }
    """.write(toFile: path, atomically: true, encoding: .utf8)
    let terminal = try Terminal([], script: "ringside watch \(path)")
    try terminal.shows("waits for input", "type its input")
    terminal.press("o")
    try terminal.shows("its standard input")
    terminal.press("4", "0", "Enter")
    try terminal.shows("40")
    terminal.press("2", "Enter", "C-d")
    try terminal.shows("the program's input has ended")
    terminal.press("Escape")
    try terminal.shows("load sum")
    terminal.press("f")
    try terminal.shows("ended")
    terminal.press("o")
    try terminal.shows("all 42")
    terminal.press("C-c")
    try terminal.ends(0)
  }

  @Test("a deadlock is shown with its circle, and a program runs free until it is stopped")
  func freeRun() throws {
    let programs = packageFolder + "/Tests/WatchingTests/Programs"
    let stuck = try Terminal([], script: "ringside watch \(programs)/deadlock.c --schedule 'P1*4 P2*2 P1 P2'")
    try stuck.shows("P1 ─right─→ P2 ─left──┐", "deadlock: each process waits for ever", "could post it")
    stuck.press("q")
    try stuck.ends(0)
    let free = try Terminal([], script: "ringside watch \(programs)/endless.c")
    try free.shows("step 0")
    free.press("f")
    try free.shows("▶ free")
    free.press("f")
    try free.shows("stopped: each process is before its next access")
    free.press("b")
    try free.shows("there is no step to go back from")
    free.press("+", "+")
    try free.shows("steps/s")
    free.press("q")
    try free.ends(0)
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
