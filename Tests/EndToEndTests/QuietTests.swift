import Support
import Testing

@Suite("Paused and untouched", .serialized)
struct QuietTests {
  private func writesWithin(_ seconds: Double, _ terminal: Terminal) -> Bool {
    let written = terminal.written.count
    return eventually(within: seconds) { terminal.written.count > written }
  }

  @Test("it writes nothing and takes no time", arguments: [[], ["c"], ["f", "Space"], ["?"], ["K"]])
  func quiet(keys: [String]) throws {
    let terminal = try Terminal(["--pace", "step"])
    try terminal.standsReady()
    try terminal.recordsWhatIsWritten()
    for key in keys { terminal.press(key) }
    try terminal.showsHints()
    #expect(eventually { !writesWithin(0.1, terminal) })
    let program = try terminal.program()
    let ticks = program.ticks
    #expect(!writesWithin(0.5, terminal))
    #expect(program.ticks <= ticks + 1)
    terminal.press("q")
    try terminal.ends(0)
  }
}
