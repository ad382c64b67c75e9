import Grid
import Model
import Programs
import Testing

@testable import Lessons
@testable import Screens

@Suite("Pasted text is never keys")
struct PastingTests {
  /// Takes a paste, and returns what it asked for.
  private func paste(_ text: String, into screen: inout TestScreen) -> [Effect] { update(&screen.state, .paste(text)) }

  @Test("where nothing is typed it is ignored, and told", arguments: ["q", "quit\n", "K\rR\r", "\u{1B}[A", ""])
  func ignored(text: String) {
    for page in 0..<2 {
      var screen = page == 0 ? TestScreen(.stepping) : TestScreen.lesson()
      let before = screen.state.snapshot
      #expect(paste(text, into: &screen) == [])
      #expect(screen.state.snapshot == before)
      #expect(screen.text.contains("Pasted text is ignored here."))
    }
  }

  @Test("a number takes the digits of it, and is not committed")
  func number() {
    var screen = TestScreen.lesson(step: 1)
    #expect(paste("12\n", into: &screen) == [])
    #expect(screen.state.player?.entry.text == "12")
    #expect(screen.state.player?.isAsking == true)
    _ = paste("abc", into: &screen)
    #expect(screen.state.player?.entry.text == "12")
    #expect(screen.text.contains("Pasted text is ignored here."))
    _ = paste(String(repeating: "9", count: 100_000), into: &screen)
    #expect(screen.state.player?.entry.text.count ?? 0 <= AnswerEntry.longest)
  }

  @Test("a text takes all of it in one line, without what could steer a terminal, and is not committed")
  func words() {
    var screen = TestScreen.lesson(step: 1, page: 1)
    #expect(paste("sem_wait\r\n\t(empty)\u{1B}[2J\u{202E}\n", into: &screen) == [])
    #expect(screen.state.player?.entry.text == "sem_wait (empty)[2J")
    #expect(screen.state.player?.isAsking == true)
    _ = paste(String(repeating: "x ", count: 100_000), into: &screen)
    #expect(screen.state.player?.entry.text.count == AnswerEntry.longest)
  }
}
