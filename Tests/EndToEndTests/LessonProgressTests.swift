import Foundation
import Glibc
import Lessons
import Support
import Testing

@Suite("What was done in lessons", .serialized)
struct LessonProgressTests {
  private let state: TemporaryFolder

  init() throws { state = try TemporaryFolder() }

  private func lesson(_ words: String...) throws -> Finished {
    try run([ringside, "lesson"] + words, environment: ["XDG_STATE_HOME": state.path])
  }

  private func terminal(_ words: String, test: String = #function, line: Int = #line) throws -> Terminal {
    try Terminal(
      environment: ["XDG_STATE_HOME": state.path], script: "\"$1\" lesson \(words) --theme mono --ascii", test: test,
      line: line)
  }

  private func write(_ text: String) throws {
    try FileManager.default.createDirectory(atPath: state.path + "/ringside", withIntermediateDirectories: true)
    try text.write(toFile: state.path + "/ringside/progress", atomically: true, encoding: .utf8)
  }

  @Test("the speaker's terminal follows the lesson that is played in another one")
  func notes() throws {
    let file = state.path + "/7-small.md"
    try Self.small.write(toFile: file, atomically: true, encoding: .utf8)
    let notes = try terminal(file + " --notes")
    try notes.shows("notes | A small lesson", "step 1 of 2", "Say hello.", "next: Ask", "q: quit")
    let player = try terminal(file)
    try player.shows("Right next")
    player.press("Right")
    try player.shows("Enter commit")
    try notes.shows("step 2 of 2: Ask", "now:", "Let them argue.", "page 2:", "this is the last step")
    player.press("1", "0", "Enter")
    try player.shows("You said 10")
    try notes.shows("page 1:", "now:", "Tell them why.")
    notes.press("Down", "Down", "Up")
    try notes.resize(30, 6)
    try notes.shows("step 2 of 2: Ask")
    notes.press("q")
    try notes.resize(80, 24)
    try notes.ends(0)
    player.press("q")
    try player.ends(0)
  }

  @Test("the notes are printed once where there is no terminal")
  func printedNotes() throws {
    let notes = try lesson("11", "--notes")
    #expect(notes.status == 0 && notes.errors == "")
    #expect(notes.output.hasPrefix("Synchronization off: lost, duplicated, torn\nstep 1 of "))
  }

  @Test("the notes end by signals like everything else", arguments: [SIGTERM, SIGHUP])
  func signals(signal: Int32) throws {
    let notes = try Terminal(
      environment: ["XDG_STATE_HOME": state.path],
      script: "sh -c 'echo $$ > \"$0/pid\"; exec \"$@\"' \"$0\" \"$1\" lesson 11 --notes --ascii")
    try notes.shows("q: quit")
    kill(try #require(Int32(notes.file("pid").dropLast())), signal)
    try notes.ends(128 + signal)
  }

  @Test("the list tells how far one has come, and the report what one has answered")
  func listAndReport() throws {
    try write(
      """
      # ringside progress, version 1
      lesson bounded-buffer
        finished 2026-01-01T10:00:00Z
      lesson synchronization-off
        played 2026-01-02T10:00:00Z
        at Two loads, two stores
          step 2
          page 1
        done Synchronization off: lost, duplicated, torn
        prediction Gone
          number 1
          asked What then?
          answered 2
            says nothing
          found 1
            says something\\u{1B}[2J
          first wrong
          tries 2
          latest right
      end

      """)
    let list = try lesson("list")
    #expect(list.status == 0)
    #expect(list.output.contains(/11  Synchronization off: lost, duplicated, torn +\d+  step 2 of/))
    #expect(list.output.contains(/9  The bounded buffer +\d+  done/))
    #expect(list.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(list.errors == "ringside: `ringside lesson synchronization-off` goes on where you were\n")
    #expect(try lesson().output == list.output)

    let report = try lesson("11", "--report")
    #expect(report.status == 0 && report.errors == "")
    #expect(report.output.contains("wrong  What then?\n             answered: 2, nothing"))
    #expect(report.output.contains("found: 1, somethingU+001B[2J") && !report.output.contains("\u{1B}"))

    let json = try lesson("--report", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let lessons = try #require(object?["lessons"] as? [[String: Any]])
    #expect(lessons.count == LessonLibrary.files.count && json.errors == "")
    #expect(lessons.first { $0["number"] as? Int == 11 }?["lastPlayed"] as? String == "2026-01-02T10:00:00Z")
  }

  @Test("a damaged file is set aside and said so, and everything goes on")
  func damaged() throws {
    try write("nonsense")
    let list = try lesson("list")
    #expect(list.status == 0 && list.output.contains("not begun"))
    #expect(list.errors.contains("progress was damaged (line 1: ") && list.errors.contains("progress.damaged-1"))
    #expect(contents(state.path + "/ringside/progress.damaged-1") == "nonsense")
    #expect(try !lesson("list").errors.contains("damaged"))
  }

  @Test("a lesson is played also where no progress can be kept, which is said")
  func nowhere() throws {
    try "".write(toFile: state.path + "/ringside", atomically: true, encoding: .utf8)
    let player = try terminal("11")
    try player.shows("step 1 of", "progress is not kept")
    player.press("q")
    try player.ends(0)
  }

  private static let small = """
    ---
    title: A small lesson
    minutes: 1
    learn: [nothing]
    setup: {program: ring, discipline: none}
    ---

    Hello.

    ```notes
    Say hello.
    ```

    ## Ask

    ```predict
    ask: How many slots has this ring?
    number: slots
    answer: 10
    ```

    ```notes
    Let them argue.
    ```

    It has ten.

    ```notes
    Tell them why.
    ```
    """
}
