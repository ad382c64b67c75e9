import Glibc
import Support
import Testing

@Suite("What is no key", .serialized)
struct TerminalInputTests {
  /// Every letter in them is a key of the screen.
  static let sequences = [
    "\u{1B}[<0;10;20M", "\u{1B}[M qq", "\u{1B}[I\u{1B}[O", "\u{1B}[113;5u", "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\",
    "\u{1B}[?62;4c", "\u{1B}P>|quit Krs\u{1B}\\", "\u{1B}q", "\u{1B}K\u{1B}R",
  ]

  @Test("mouse, focus, other keyboards, replies and Alt do nothing")
  func sequences() throws {
    let folder = try TemporaryFolder()
    let victim = try Victim(["run", "--pace", "step"], folder: folder.path)
    try #require(victim.goOn { victim.contains("parked") })
    for sequence in Self.sequences {
      victim.type(sequence)
      usleep(60_000)
      #expect(victim.goOn { true } && victim.status == nil, "\(sequence.debugDescription)")
    }
    // The screen still stands before the first step, and answers to keys.
    victim.type("p")
    #expect(victim.goOn { victim.contains("step 1") || victim.contains("1") })
    victim.type("q")
    #expect(victim.goOn { victim.status == 0 })
    #expect(victim.contains("produced 0"), "something was done")
    #expect(victim.remains == [])
  }

  @Test("pasted text is ignored with a word, marked or not, however long", arguments: [true, false])
  func paste(isMarked: Bool) throws {
    let folder = try TemporaryFolder()
    let victim = try Victim(["run", "--pace", "step"], folder: folder.path)
    try #require(victim.goOn { victim.contains("parked") })
    let text = "quick brown foxes jump over lazy dogs, and then the quick ones go\r"
    victim.type(isMarked ? "\u{1B}[200~\(text)\u{1B}[201~" : text)
    #expect(victim.goOn { victim.contains("Pasted text is ignored here.") })
    #expect(victim.status == nil)
    usleep(100_000)
    victim.type("q")
    #expect(victim.goOn { victim.status == 0 })
    #expect(victim.contains("produced 0"))
    #expect(victim.remains == [])
  }
}
