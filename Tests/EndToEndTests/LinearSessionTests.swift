import Foundation
import Glibc
import Lessons
import Support
import Testing

@Suite("Sessions in lines of text", .serialized)
struct LinearSessionTests {
  private let state: TemporaryFolder

  init() throws { state = try TemporaryFolder() }

  private func play(_ lines: String..., options: [String] = []) throws -> Finished {
    let file = try #require(LessonLibrary.file(named: "synchronization-off"))
    return try LinearPlay(file, in: state).play(lines, in: state)
  }

  @Test("a lesson is left at the end of the input and continued there, and a wrong answer counts as the first one")
  func continued() throws {
    let file = try #require(LessonLibrary.file(named: "synchronization-off"))
    let lines = try LinearPlay(file, in: state).lines
    let first = try play("hint", "x", "7", "next", "back", "ledger")
    #expect(first.status == 0 && first.errors == "")
    for words in [
      "There is no hint on this page.", "You said 7.", "You said 7. What actually happened: 0.",
      "Ledger: produced 1 is taken 1 plus in ring 0; every item accounted for.",
      "The input has ended.", "at step 1 of 8, page 2 of 2. ringside lesson 11 --linear continues there.",
    ] {
      #expect(first.output.contains(words), "\(words)")
    }
    let second = try play("again", lines[0], "", "hint", "steps", "2", "quit")
    #expect(second.output.contains("Step 1 of 8, page 2 of 2.\n") && second.output.contains("hint 1: Where does P2"))
    #expect(second.output.contains("2. Two loads, two stores (you are here)"))
    #expect(second.output.hasSuffix("at step 2 of 8, page 1 of 2. ringside lesson 11 --linear continues there.\n"))
    let progress = try LinearPlay(file, in: state).progress(in: state)
    #expect(progress.predictions.map(\.isRight) == [false] && progress.predictions.map(\.tries) == [2])
    #expect(progress.predictions[0].isLatestRight && progress.place?.step == 1)
  }

  @Test("a challenge is solved by moves, after hints, a move too many and one taken back; or its solution is told")
  func challenge() throws {
    let file = state.path + "/7-small.md"
    try LessonProgressTests.challenge.write(toFile: file, atomically: true, encoding: .utf8)
    let lines = ["10", "", "P1 P2 P1", "undo", "P1*2 P2*2", ""]
    let won = try linear(["lesson", file], input: lines.joined(separator: "\n"), state)
    #expect(won.status == 0 && won.output.contains("Moves: 3 of 8."))
    #expect(won.output.contains("Won with 5 moves: P1 P2 P1*2 P2\n"))
    let report = try run([ringside, "lesson", file, "--report"], environment: ["XDG_STATE_HOME": state.path])
    #expect(report.output.contains("challenges: 1 of 1 won"))
    let shown = try linear(
      ["lesson", file, "--fresh"], input: "10\n\nnext\ngive up\ngive up\nplay\nreset\ndiscipline none\nlesson\n", state)
    for words in [
      "The challenge is not won yet.", "Type give up again to hear a solution.", "A solution: ", "Free play.",
      "Back in the lesson.",
    ] {
      #expect(shown.output.contains(words), "\(words)")
    }
  }

  @Test("an experiment is stepped, and each answer says what happened")
  func experiment() throws {
    let input = """
      p
      P1*6 C1
      c1
      kill C1
      restart C1
      P9
      discipline
      discipline none
      undo
      schedule
      redo
      run 0.01
      memory
      listing
      help
      quit

      """
    let finished = try linear(["run", "--slots", "2"], input: input, state)
    #expect(finished.status == 0 && finished.errors == "")
    for words in [
      "P1: sem_wait(empty). P1 decremented empty (now 1). One free slot is reserved for it.",
      "P1: in = (i + 1) % n. P1 moved in from 0 to 1: slot 1 is the next to be filled.",
      "C1 is dead: killed by SIGKILL. It was before o = out.", "C1 was started again, as process ",
      "There is no P9.", "The discipline is semaphores. There are ", "There is no step to undo.",
      "All processes run for ", "All processes have stopped. Ledger: produced ", "P1, process ",
      "The consumer:\n  o = out",
      "quit leaves; so does the end of input.",
    ] {
      #expect(finished.output.contains(words), "\(words)")
    }
    #expect(!finished.output.contains("`") && finished.output.hasSuffix("\n"))
  }

  @Test("hostile lines get one sentence each, and nothing of them comes back")
  func hostile() throws {
    let endless = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
    let lines: [[UInt8]] = [
      endless, [0x1B, 0x5B, 0x32, 0x4A], [0xFF, 0xFE], [0], Array("P1*999999".utf8), Array("P1*".utf8),
      Array("run nan".utf8), Array("kill P1 P2".utf8), Array("\u{202E}p".utf8), Array("state\r".utf8), endless,
    ]
    let finished = try linear(["run"], bytes: Array(lines.joined(separator: [0x0A])), state)
    #expect(finished.status == 0 && finished.output.count < 10_000)
    for words in [
      "That line is too long; a line has 4096 bytes at most.", "That line has the character U+001B",
      "That line is not UTF-8 text", "That line has the character U+0000", "That line has the character U+202E",
      "is not a step", "run takes a number of seconds", "This is the bounded buffer",
    ] {
      #expect(finished.output.contains(words), "\(words)")
    }
    #expect(finished.output.unicodeScalars.allSatisfy { !$0.isForbiddenInOutput })
  }

  @Test("what makes no sense with lines is refused in one sentence")
  func refused() throws {
    for (words, sentence) in [
      ("lesson 1 --vote", "--vote and --linear cannot be combined"),
      ("lesson 1 --present", "--present and --linear cannot be combined"),
      ("lesson 1 --notes", "--notes and --linear cannot be combined"),
      ("lesson 1 --theme mono", "--theme and --linear cannot be combined"),
      ("lesson", "--linear needs the name of a lesson"),
      ("run --headless --items 3", "--headless and --linear cannot be combined"),
      ("run --ascii", "--ascii and --linear cannot be combined"), ("run --json", "--json needs --headless"),
    ] {
      let finished = try linear(words.split(separator: " ").map(String.init), input: "", state)
      #expect(finished.status == 64 && finished.output == "", "\(words)")
      #expect(finished.errors.contains(sentence) && finished.errors.split(separator: "\n").count == 1, "\(words)")
    }
  }

  @Test("signals are obeyed, and nothing is left", arguments: [SIGTERM, SIGHUP, SIGINT])
  func signals(signal: Int32) throws {
    let terminal = try Terminal(["--linear"])
    try terminal.shows("quit:")
    terminal.type("P1*3")
    try terminal.shows("P1 is about to do slot[i] = item.")
    #expect(terminal.hasSegment)
    try terminal.program().signal(signal)
    try terminal.ends(128 + signal)
  }

  @Test("the end of input from a terminal leaves, with what was counted")
  func endOfInput() throws {
    let terminal = try Terminal(["--linear"], columns: 60)
    try terminal.shows("quit:")
    terminal.type("p")
    // Broken between words.
    try terminal.shows("P1: sem_wait(empty). P1 decremented empty (now 9). One free\n")
    terminal.press("C-d")
    try terminal.shows("The input has ended.", "Every item accounted for.")
    try terminal.ends(0)
  }
}

extension Unicode.Scalar {
  /// A control character other than the end of a line.
  fileprivate var isForbiddenInOutput: Bool { value < 0x20 && self != "\n" || value == 0x7F }
}
