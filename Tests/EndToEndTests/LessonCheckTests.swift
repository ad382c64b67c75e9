import Foundation
import Glibc
import Support
import Testing

@Suite("Checking lessons")
struct LessonCheckTests {
  @Test("every lesson of the folder comes out as it says", .long)
  func all() throws {
    let checked = try run([ringside, "lesson", "check"] + LessonPlayTests.files)
    #expect(checked.errors == "" && checked.status == 0)
    #expect(checked.output.split(separator: "\n").count == LessonPlayTests.files.count)
    #expect(LessonPlayTests.files.count >= 18)
  }

  @Test("a program that was copied alone to another folder has them all")
  func carried() throws {
    let folder = try TemporaryFolder()
    let copy = folder.path + "/carried"
    try FileManager.default.copyItem(atPath: ringside, toPath: copy)
    let line = "cd \(folder.path) && ./carried lesson list && ./carried lesson check"
    let listed = try run(["sh", "-c", line], environment: ["XDG_STATE_HOME": folder.path])
    #expect(listed.status == 0)
    #expect(listed.output.split(separator: "\n").filter { $0.hasSuffix("all as it says") }.count >= 18)
    #expect(listed.output.contains("You are the scheduler"))
  }

  /// A right lesson, whose lines are changed one at a time.
  private static let right = """
    ---
    title: A small lesson
    minutes: 1
    learn: [what gets lost]
    setup:
      program: ring
      discipline: none
      producers: 2
    ---

    ## Two producers

    ```do
    step P1 P2 P1
    ```

    ```predict
    ask: What will the ledger say?
    choices:
      - says: nothing changes
        if: lost = 0
      - says: one item is lost
        if: lost = 1
    answer: 2
    ```

    ```do
    step P2
    ```

    ```expect
    lost = 1
    ```

    ```do
    reset
    ```

    ```challenge
    goal: Lose an item.
    win: lost = 1
    steps: 4
    solution: P1 P2 P1 P2
    ```

    """

  /// What is put in the place of what, on which line that is found, and what is said about it.
  struct Fault: Sendable, CustomTestStringConvertible {
    var old: String
    var new: String
    var line: Int
    var words: String
    var testDescription: String { new.isEmpty ? "without \(old)" : new.debugDescription.prefix(40).description }
  }

  @Test(
    "what is wrong is told by file, line and reason, and ends with status 1",
    arguments: [
      Fault(old: "step P2\n", new: "step P3\n", line: 28, words: "P3"),
      Fault(old: "step P2\n", new: "step C1*4000 P2\n", line: 21, words: "choice 1 is true as well"),
      Fault(
        old: "step P2\n", new: "run until torn = 1 within 50 steps\n", line: 28, words: "torn = 1 did not come true"),
      Fault(
        old: "step P2\n", new: "run at full speed until torn = 1 within 1 s\n", line: 28,
        words: "torn = 1 did not come true: after 1 s"),
      Fault(old: "step P2\n", new: "kill P2\nstep P2\n", line: 29, words: "P2"),
      Fault(
        old: "```expect\nlost = 1", new: "```expect\nlost = 7", line: 32, words: "lost = 7 is not true here: lost = 1"),
      Fault(old: "answer: 2", new: "answer: 1", line: 21, words: "the answer is 1"),
      Fault(old: "answer: 2", new: "answer: 3", line: 24, words: "3"),
      Fault(old: "if: lost = 0", new: "if: lost >= 0", line: 21, words: "choice 1 is true as well"),
      Fault(old: "minutes: 1", new: "minutes: [1", line: 4, words: "YAML"),
      Fault(old: "```predict", new: "```perdict", line: 17, words: "perdict"),
      Fault(old: "setup:\n  program: ring\n  discipline: none\n  producers: 2\n", new: "", line: 1, words: "setup"),
      Fault(old: "solution: P1 P2 P1 P2", new: "solution: P1 P2 P1", line: 43, words: "does not win"),
      Fault(old: "solution: P1 P2 P1 P2", new: "solution: P1 P2 P1 P2 P1", line: 43, words: "5"),
      Fault(old: "win: lost = 1", new: "win: lost = 0", line: 41, words: "before anything was done"),
      Fault(old: "## Two producers", new: "## Two \u{1B}[31mproducers", line: 11, words: "U+001B"),
      Fault(old: "Lose an item.", new: "Lose\u{7} an item.", line: 40, words: "U+0007"),
      Fault(old: "## Two producers", new: "## Two \u{9B}producers", line: 11, words: "U+009B"),
    ])
  func faulty(fault: Fault) throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/faulty.md"
    try #require(Self.right.contains(fault.old))
    try Self.right.replacingOccurrences(of: fault.old, with: fault.new).write(
      toFile: file, atomically: true, encoding: .utf8)
    let checked = try run([ringside, "lesson", "check", file])
    #expect(checked.status == 1 && checked.output == "")
    let first = checked.errors.split(separator: "\n").map(String.init)
    #expect(first.contains { $0.hasPrefix("\(file):\(fault.line): ") && $0.contains(fault.words) }, "\(checked.errors)")
    // Nothing of it reaches the terminal raw.
    #expect(!checked.errors.unicodeScalars.contains { $0 != "\n" && ($0.value < 0x20 || 0x7F...0x9F ~= $0.value) })
  }

  @Test("what it is made from is right")
  func right() throws {
    let folder = try TemporaryFolder()
    try Self.right.write(toFile: folder.path + "/right.md", atomically: true, encoding: .utf8)
    let checked = try run([ringside, "lesson", "check", folder.path + "/right.md"])
    #expect(checked.status == 0 && checked.errors == "")
  }

  @Test("a file that is none is refused, too large ones unread", arguments: ["large", "folder", "pipe", "missing"])
  func none(kind: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/x.md"
    switch kind {
    case "large":
      #expect(FileManager.default.createFile(atPath: file, contents: nil))
      truncate(file, 10 << 20)
    case "folder": mkdir(file, 0o700)
    case "pipe": mkfifo(file, 0o600)
    default: break
    }
    for command in [["lesson", "check", file], ["lesson", file]] {
      let checked = try run([ringside] + command)
      #expect(checked.status == 1 && checked.errors.contains("\(file):1: "), "\(checked.errors)")
    }
  }
}
