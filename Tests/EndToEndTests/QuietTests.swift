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
    let program = try terminal.program()
    // On a busy machine it takes its time to come to rest; once it has, a second and more goes by without anything.
    #expect(
      eventually {
        let ticks = program.ticks
        return !writesWithin(1.2, terminal) && program.ticks <= ticks + 1
      })
    terminal.press("q")
    try terminal.ends(0)
  }
}
