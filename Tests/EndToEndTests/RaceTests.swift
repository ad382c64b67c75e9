import Testing

@Suite("Synchronization off and on", .serialized)
struct RaceTests {
  @Test("r switches it off: items are lost, and counted; r again, and the ledger is clean")
  func offAndOn() throws {
    let terminal = try Terminal()
    try terminal.shows("posix", "· semaphores ")
    terminal.press("r")
    try terminal.shows("NO SYNCHRONIZATION", "not consulted")
    try terminal.showsHints()
    try terminal.shows("r synchronize")
    terminal.press("f")
    try terminal.grows("+ lost")
    try terminal.grows("duplicated")
    try terminal.shows("what went wrong last", " errors")
    terminal.press("r")
    try terminal.shows("· semaphores ", "none: lost", "Now semaphores")
    terminal.press("-")
    try terminal.shows("▶ 1 000/s each")
    try terminal.grows("produced")
    #expect(terminal.number("+ lost") == 0 && terminal.number("duplicated") == 0)
    terminal.press("Space")
    try terminal.shows("✓ all accounted for")
  }

  @Test("d goes through the disciplines")
  func disciplines() throws {
    let terminal = try Terminal()
    try terminal.shows("· semaphores ")
    for name in ["mutex-condition", "robust-mutex", "sysv-semaphores", "spinlock", "lock-free"] {
      terminal.press("d")
      try terminal.shows("· \(name) ")
      try terminal.grows("produced")
    }
    terminal.press("d")
    try terminal.shows("NO SYNCHRONIZATION")
    terminal.press("r")
    try terminal.shows("· semaphores ")
  }
}
