import Glibc
import Support
import Testing

/// In a /dev/shm of their own: `segments --remove` would clear those that other tests look at.
@Suite("What SIGKILL leaves behind", .serialized, .enabled(if: PrivateMemory.isAvailable))
struct LeftoverTests {
  @Test("the workers go at once; the segment is told of, listed and cleared")
  func afterKill() throws {
    let terminal = try Terminal(script: Terminal.shell, memory: PrivateMemory())
    try terminal.shows("$")
    terminal.type("ringside --segment \(terminal.segment)")
    try terminal.grows("produced")
    try terminal.program().signal(SIGKILL)
    #expect(eventually(within: 1) { processes(of: terminal.segment).isEmpty })
    // What it could not do any more. Only then are lines ended by Enter again.
    terminal.press("C-j")
    terminal.type("stty sane; tput rmcup; clear; echo sa''ne #")
    terminal.press("C-j")
    try terminal.shows("sane\n")
    terminal.type("clear; ringside segments")
    try terminal.shows("left behind: its creator is dead", "1 left behind; `ringside segments --remove` removes them")
    terminal.type("clear; ringside --segment \(terminal.segment)-2")
    try terminal.shows("cleared what a Ringside that was killed had left behind: POSIX shared memory")
    terminal.press("q")
    try terminal.shows("every item acc")
    // Of the System V kinds other tests may have some.
    terminal.type("clear; ringside segments | grep -c POSIX; ls /dev/shm | wc -l")
    try terminal.shows("0\n0\n")
  }

  @Test("a living one's segment is not touched")
  func living() throws {
    let terminal = try Terminal(
      ["--headless", "--seconds", "60"], columns: 200,
      script: """
        "$@" & until ls /dev/shm | grep -q ringside; do :; done
        ringside segments --remove; ringside segments --json; kill $!; wait $!
        """,
      memory: PrivateMemory())
    try terminal.shows(#""state":"alive""#)
    try terminal.ends(128 + SIGTERM)
  }
}
