import Testing

@Suite("Any size, at any time", .serialized)
struct SizeTests {
  @Test("resized while it lives, it always shows what fits")
  func resizing() throws {
    let terminal = try Terminal()
    try terminal.shows("▶ 125/s each")
    try terminal.showsHints()
    try terminal.resize(40, 10)
    try terminal.shows("semaphores", "125/s each", "P1", "C1", "q quit")
    try terminal.resize(200, 60)
    try terminal.shows("shared variables", "kernel says", "timeline", "item = produce()", "q quit")
    try terminal.grows("produced")
    try terminal.resize(20, 5)
    try terminal.shows("▶ 125/s each", "all there", "▸ P1", "q quit")
    try terminal.resize(1, 1)
    try terminal.comes("one cell") { $0.count <= 2 }
    try terminal.resize(80, 24)
    try terminal.shows("┌─────┬─────┬", "─ semaphores ─", "─ ledger ─", "─ processes ─", "q quit")
    try terminal.grows("produced")
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("back at its size, a picture that stands still is the same again")
  func thereAndBack() throws {
    let terminal = try Terminal(["--pace", "step", "--producers", "2", "--consumers", "2"])
    try terminal.standsReady()
    terminal.press("p", "c", "t")
    try terminal.shows("BLOCKED", "C1 C2 wait")
    try terminal.showsHints()
    let before = terminal.screen
    for (columns, rows) in [(40, 10), (1, 1), (200, 60), (20, 5), (80, 24)] { try terminal.resize(columns, rows) }
    try terminal.comes("the same picture") { $0 == before }
  }

  @Test("starts at any size", arguments: [(40, 10), (20, 5), (1, 1), (300, 100)])
  func starts(columns: Int, rows: Int) throws {
    let terminal = try Terminal(columns: columns, rows: rows)
    // One cell has no room for a word.
    try terminal.comes("a picture") { $0.contains("P1") || columns == 1 && terminal.workers.count == 2 }
    terminal.press("q")
    try terminal.resize(80, 24)
    try terminal.ends(0)
  }

  @Test("with 4096 slots and 64 processes it still tells the truth")
  func crowd() throws {
    let terminal = try Terminal(["--slots", "4096", "--producers", "32", "--consumers", "32"])
    try terminal.shows("of 4 096 occupied", "more below")
    #expect(terminal.contains((1...32).flatMap { ["P\($0)", "C\($0)"] }))
    try terminal.grows("produced")
    terminal.press("Up")
    try terminal.shows("▸ C32", "more above")
  }
}
