import Grid
import Model
import Testing

@testable import Screens

@Suite("What is said of the clipboard, and of writing")
struct ClipboardTests {
  @Test("says under which condition a text gets there, with the text")
  func words() {
    #expect(Clipboard().words("P1*3 C1") == "sent to the clipboard, if the terminal allows it: P1*3 C1")
    #expect(
      Clipboard(isBehindTmux: true).words("P1") == "sent to the clipboard, if tmux has `set-clipboard on`: P1")
  }

  @Test("the same is said wherever a schedule is copied")
  func places() throws {
    var snapshot = Snapshot.stepping
    snapshot.schedule = try Schedule(reading: "P1*3 C1")
    var screen = TestScreen(snapshot)
    #expect(update(&screen.state, .key(.character("e"))) == [.copy("P1*3 C1")])
    #expect(screen.state.message?.text == Clipboard().words("P1*3 C1"))
    var result = ExplorationResult(states: 1, edges: 1, runs: 1, isExhausted: true)
    result.findings = [
      ExplorationResult.Finding(
        fault: .sum, schedule: try Schedule(reading: "P1*2"), preemptions: 0, isSimplest: true, verdict: .violated,
        why: "", passing: nil, difference: "")
    ]
    screen.press("E")
    _ = update(&screen.state, .exploration(.result(result)))
    #expect(update(&screen.state, .key(.character("e"))) == [.copy("P1*2")])
    #expect(screen.state.message?.text == Clipboard().words("P1*2"))
  }

  @Test("W asks for a file, whatever is open")
  func writing() {
    var screen = TestScreen(.stepping)
    for keys in ["", "E", "?"] {
      if !keys.isEmpty { screen.press(keys) }
      #expect(update(&screen.state, .key(.character("W"))) == [.write])
    }
    var watched = WatchScreen(WatchedState(title: "a.c"), glyphs: .unicode, size: Size(width: 80, height: 24))
    #expect(watched.press(.character("W")) == .write)
  }
}
