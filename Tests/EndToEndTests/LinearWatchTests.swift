import Support
import Testing

@Suite("A watched program in lines of text", .serialized)
struct LinearWatchTests {
  private let state: TemporaryFolder
  private let program = packageFolder + "/Tests/WatchingTests/Programs/deadlock.c"

  init() throws { state = try TemporaryFolder() }

  @Test("it is stepped by commands, each answered in sentences, to its deadlock and back")
  func deadlock() throws {
    let input =
      "P1*3\nline\nrun 30\nstate\noutput\nundo\ncall P2\nxyz\np1*x\nschedule\nkill P2\nhelp\nrun 0\n\u{1B}\nagain\nquit\n"
    let finished = try linear(["watch", program], input: input, state)
    #expect(finished.status == 0 && !finished.output.contains("\u{1B}") && !finished.output.contains("`"))
    for words in [
      "P1 did sem_init left at line 14: 0 became 1.", "P1 forked P2 at line 16.", "P2 began.",
      "Deadlock: each process waits for ever.",
      "left is 0. P1 changed it last, at line 23. P1 has it. P2 waits for it.",
      "The program has printed nothing yet.", "One step back.", "xyz is not understood", "P2 was killed.",
      "run takes a number of steps", "That line has the character U+001B", "Everything starts again.",
    ] {
      #expect(finished.output.contains(words), "\(words)")
    }
  }

  @Test("what makes no sense with lines is refused in one sentence", arguments: ["--headless", "--join", "--ascii"])
  func refused(option: String) throws {
    let finished = try linear(["watch", program, option], input: "", state)
    #expect(finished.status == 64 && finished.errors.contains("\(option) and --linear cannot be combined"))
  }

  @Test("the end of the input ends it, and nothing stays")
  func endOfInput() throws {
    let finished = try linear(["watch", program, "--schedule", "P1*2"], input: "state", state)
    #expect(finished.status == 0 && finished.output.hasSuffix("The input has ended, after 2 steps.\n"))
  }
}
