import Testing

@Suite("Help and quitting", .serialized)
struct HelpTests {
  @Test("help opens and closes", arguments: ["?", "h", "F1"])
  func help(key: String) throws {
    let terminal = try Terminal()
    try terminal.shows("─ ledger ─")
    terminal.press(key)
    try terminal.shows("run or pause", "step the selected process", "kill it with SIGKILL", "Ctrl-Z")
    try terminal.showsNoLonger("─ ledger ─")
    terminal.press("s")
    try terminal.shows("help is open, Esc closes it")
    terminal.press("Escape")
    try terminal.shows("─ ledger ─", "▶ 125/s each")
    terminal.press(key)
    try terminal.shows("run or pause")
    terminal.press(key)
    try terminal.shows("─ ledger ─")
  }

  @Test("quits", arguments: ["q", "F10", "C-c"])
  func quits(key: String) throws {
    let terminal = try Terminal()
    try terminal.shows("produced")
    terminal.press(key)
    try terminal.ends(0)
    try terminal.shows("ringside: semaphores: produced", "every item")
  }

  @Test("quits from the help, and while it stands still")
  func quitsFromHelp() throws {
    let terminal = try Terminal(["--pace", "step"])
    try terminal.shows("‖ step 0")
    terminal.press("?")
    try terminal.shows("run or pause")
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("keys typed ahead of the first picture are not lost")
  func typedAhead() throws {
    let terminal = try Terminal()
    terminal.press("r", "s", "s", "q")
    try terminal.ends(0)
    try terminal.shows("ringside: none: produced")
  }
}
