import Support
import Testing

@Suite("The demonstration", .serialized)
struct StartTests {
  @Test("starts at 80x24 with ring, semaphores, ledger, processes and hints, and lives")
  func start() throws {
    let terminal = try Terminal()
    try terminal.shows("ringside  bounded buffer · posix", "semaphores", "▶ 125/s each")
    try terminal.shows("┌─────┬─────┬", "▲ in", "─ semaphores ─", "empty", "full", "mutex", "─ ledger ─", "in ring")
    try terminal.shows("─ processes ─", "▸ P1", "  C1", "sem_")
    try terminal.showsHints()
    try terminal.shows("space pause")
    try terminal.grows("produced")
    try terminal.grows("= taken")
    for wrong in ["+ lost", "duplicated", "torn", "phantom"] { #expect(terminal.number(wrong) == 0) }
    terminal.press("q")
    try terminal.ends(0)
    try terminal.shows("ringside: semaphores: produced")
  }

  @Test("shows as many processes as there are; all map the segment, and the viewer cannot write it")
  func processesAreReal() throws {
    let terminal = try Terminal(["--producers", "2", "--consumers", "3"])
    try terminal.shows(" P1 ", " P2 ", " C1 ", " C2 ", " C3 ")
    #expect(terminal.contains(["C1", "C2", "C3", "P1", "P2"]))
    for worker in terminal.workers {
      try terminal.shows(" \(worker.pid) ")
      #expect(eventually { worker.file("maps").contains(terminal.segment) })
    }
    let maps = try terminal.program().file("maps").split(separator: "\n").filter { $0.contains(terminal.segment) }
    #expect(maps.contains { $0.contains(" r--s ") })
  }

  @Test("space stops time and lets it go on")
  func pause() throws {
    let terminal = try Terminal()
    try terminal.grows("produced")
    terminal.press("Space")
    try terminal.shows("‖ step 0", "space run")
    #expect(eventually { terminal.workers.allSatisfy(\.isAsleepInFutex) })
    terminal.press("Space")
    try terminal.shows("▶ 125/s each", "space pause")
    try terminal.grows("produced")
  }

  @Test("goes slower, faster, and at full speed")
  func tempo() throws {
    let terminal = try Terminal()
    try terminal.shows("▶ 125/s each")
    terminal.press("-")
    try terminal.shows("▶ 60/s each")
    terminal.press("+", "+")
    try terminal.shows("▶ 250/s each")
    terminal.press("f")
    try terminal.shows("▶ full speed")
    try terminal.grows("produced")
    terminal.press("f")
    try terminal.shows("f: it already runs at full speed")
  }
}
