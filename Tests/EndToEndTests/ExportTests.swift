import Foundation
import Support
import Testing

/// A recording that a command has written, as JSON.
struct ExportedRun {
  struct Change: Equatable {
    var variable: String
    var old: String
    var new: String
  }

  struct Step {
    var move: String
    var process: String
    var event: String
    var operation: String
    var changes: [Change]
    var words: String
    var screen: [String]
  }

  let title: String
  let command: String?
  let steps: [Step]

  init(_ path: String) throws {
    let value = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
    let object = try #require(value as? [String: Any])
    title = try #require(object["title"] as? String)
    command = object["command"] as? String
    steps = try #require(object["steps"] as? [[String: Any]]).map { step in
      let text = { (key: String) in step[key] as? String ?? "" }
      let changes = step["changes"] as? [[String: Any]] ?? []
      return Step(
        move: text("move"), process: text("process"), event: text("event"), operation: text("operation"),
        changes: changes.map { change in
          let value = { (key: String) in change[key].map { "\($0)" } ?? "" }
          return Change(variable: value("variable"), old: value("old"), new: value("new"))
        }, words: text("words"), screen: step["screen"] as? [String] ?? [])
    }
  }

  /// The moves of all steps, one after the other.
  var moves: [String] { steps.map(\.move) }
}

/// `--export`, without a terminal. On real processes; 3 s in all, of which the lesson takes one.
@Suite("A run in a file", .serialized)
struct ExportTests {
  /// Runs a command with `--export` into a new folder.
  private func export(
    _ line: [String], to name: String = "run.json", status: Int32 = 0, at location: SourceLocation = #_sourceLocation
  ) throws -> (run: ExportedRun, finished: Finished) {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/\(name)"
    let finished = try run([ringside] + line + ["--export", path])
    try #require(finished.status == status, "\(finished.errors)", sourceLocation: location)
    let written = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(written == [name], "no other file is left", sourceLocation: location)
    return (try ExportedRun(path), finished)
  }

  private let program = packageFolder + "/Tests/WatchingTests/Programs/posix-semaphores.c"

  private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  @Test("a schedule: a step for each move, as the trace tells it, on a screen of 80x24")
  func schedule() throws {
    let line = words("run --headless --slots 4 --producers 2 --discipline none --schedule")
    let schedule = "P1*2 P2*2 kill:P1 P2 C1*2"
    let (exported, finished) = try export(line + [schedule], status: 3)
    #expect(exported.moves == ["", "P1", "P1", "P2", "P2", "kill:P1", "P2", "C1", "C1"])
    #expect(finished.errors.contains("run.json: 8 steps\n") && finished.errors.contains("ringside: the run is in /"))
    #expect(finished.output.contains("torn"))
    #expect(exported.title == "2 producers, 1 consumer, 4 slots, none")
    #expect(exported.command == "ringside run --discipline none --slots 4 --producers 2 --schedule '\(schedule)'")
    let trace = try run([ringside] + line + [schedule, "--trace"])
    let lines = trace.output.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    for (number, step) in exported.steps.enumerated().dropFirst() {
      let own = try #require(lines.first { $0[0] == "\(number)" })
      #expect([step.process, step.event, step.operation] == Array(own[1...3]))
      let changes = lines.filter { $0[0] == "\(number)" }.map { $0[4] }.filter { $0 != "" }
      let told = step.changes.map { "\($0.variable) \($0.old) -> \($0.new)" }
      #expect(told == changes.filter { told.contains($0) } && !step.words.isEmpty)
      #expect(step.screen.count == 24 && step.screen[0].hasSuffix("‖ step \(number - (number > 4 ? 1 : 0))"))
      #expect(step.screen.allSatisfy { $0.count <= 80 })
    }
    #expect(exported.steps.last?.words.contains("The report: ") == true)
  }

  @Test("the command in the file makes the same run again")
  func again() throws {
    let line = words("run --headless --program counter --discipline none --schedule")
    let first = try export(line + ["A1*2 A2*3 A1"], status: 3).run
    let command = try #require(first.command)
    let again = try export(Array(try shellWords(command).dropFirst()) + ["--headless"], status: 3).run
    #expect(again.moves == first.moves && again.command == command)
    #expect(again.steps.map(\.changes) == first.steps.map(\.changes))
    #expect(again.steps.map { $0.screen.suffix(4) } == first.steps.map { $0.screen.suffix(4) })
  }

  @Test("a trace has its steps, and full speed its start and its end")
  func freeRuns() throws {
    let traced = try export(words("run --headless --trace --items 2 --pace 1000"))
    #expect(
      traced.run.steps.count == traced.finished.output.split(separator: "\n").filter { !$0.contains("\twoken\t") }.count
        + 1)
    #expect(traced.run.command == "ringside run --headless --trace --pace 1000 --items 2")
    let fast = try export(words("run --headless --items 1000")).run
    #expect(fast.moves == ["", ""] && fast.command == nil)
    #expect(fast.steps[0].screen.contains { $0.contains("produced           0") })
    #expect(fast.steps[1].screen.contains { $0.contains("produced       1 000") })
    #expect(fast.steps[1].words.contains("holds: every item accounted for"))
  }

  @Test("an exploration: the failing run of the first finding, with the reason; or the proof")
  func explorations() throws {
    let found = try export(words("explore --program counter --discipline none --wild 0"), status: 3).run
    #expect(found.moves == ["", "A1", "A1", "A2", "A2", "A2", "A1"])
    #expect(found.title == "a wrong sum: 2 adders, none")
    #expect(found.steps.last?.words.hasPrefix("A2 read `counter` = 0 after A1 had read it") == true)
    #expect(found.command == "ringside run --program counter --discipline none --schedule 'A1*2 A2*3 A1'")
    #expect(found.steps.last?.screen.contains { $0.contains("the counter is 1 short") } == true)
    let proved = try export(words("explore --program counter --discipline mutex --wild 0"))
    #expect(proved.run.moves == [""] && proved.run.command == nil)
    #expect(proved.run.steps[0].words.hasPrefix("proved: no bug at any number of preemptions"))
    #expect(proved.run.steps[0].screen[0].hasSuffix("PROVED"))
    #expect(proved.finished.errors.contains("the screen is in "))
  }

  @Test("a watched program: each step with its line of C")
  func watched() throws {
    let watched = try export(["watch", program, "--headless", "--schedule", "P1*5 P2*5"]).run
    #expect(watched.moves == [""] + Array(repeating: "P1", count: 5) + Array(repeating: "P2", count: 5))
    #expect(watched.command == "ringside watch --schedule 'P1*5 P2*5' \(program)")
    let store = try #require(watched.steps.last)
    #expect(store.words.hasPrefix("P2 stored `buffer[0]` = 10 (was 0) at line 18."))
    #expect((store.process, store.event) == ("P2", "store") && store.operation.contains("buffer"))
    #expect(store.changes == [.init(variable: "buffer[0]", old: "0", new: "10")])
    #expect(store.screen[0].hasSuffix("‖ step 10"))
  }

  @Test("a lesson: each of its pages, with the right answers and the challenge won")
  func lesson() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/two.md"
    try """
    ---
    title: Two steps
    minutes: 1
    learn:
      - how to see it
    setup:
      program: ring
      discipline: none
      slots: 2
    ---

    ## First

    Nothing happened yet.

    ```predict
    ask: P1 stores its item and `in`. Where is the item?
    choices:
      - says: nowhere
        if: slot[0] = empty
        because: P1 has stored it.
      - says: in slot 0
        if: slot[0] = P1.1
        because: P1 has stored it there.
    answer: 2
    ```

    ```do
    step P1*3
    ```

    Now there is one.

    ## Second

    ```challenge
    goal: Take it out again.
    win: C1.item = P1.1
    steps: 4
    solution: C1*2
    ```
    """.write(toFile: path, atomically: true, encoding: .utf8)
    let lesson = try export(["lesson", path]).run
    #expect(lesson.title.contains("Two steps") && lesson.command == "ringside lesson \(path)")
    #expect(lesson.moves.filter { $0 != "" } == ["C1*2"])
    #expect(lesson.steps.first?.screen.contains { $0.contains("Where is the item?") } == true)
    #expect(lesson.steps.last?.screen.contains { $0.contains("Predictions: 1 of 1 were right.") } == true)
    #expect(lesson.steps.last?.screen.contains { $0.contains("Challenges: 1 of 1 won.") } == true)
    #expect(lesson.steps.allSatisfy { $0.screen.count == 24 && $0.words.hasPrefix("Step ") })
  }

  @Test("what is there already is replaced if it is an ordinary file, and only when the new one is complete")
  func replaced() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.json"
    try "before".write(toFile: path, atomically: true, encoding: .utf8)
    let wrong = try run([ringside] + words("run --headless --schedule C1*3 --export") + [path])
    #expect(wrong.status == 1)
    #expect(contents(path) == "before")
    #expect(try run([ringside] + words("run --headless --schedule C1 --export") + [path]).status == 0)
    #expect(try ExportedRun(path).moves == ["", "C1"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.json"])
  }

  @Test(
    "a file that cannot be written is refused before anything runs, in one sentence",
    arguments: [
      ("x.pdf", 64, "a file whose name ends in .html"), ("", 64, "`--export` cannot be empty; use the path"),
      ("/nonexistent-folder/x.html", 1, "No such file or directory in the folder `/nonexistent-folder`"),
      ("/sys/x.html", 1, "in the folder `/sys`"), ("FOLDER/folder.html", 1, "it is a folder"),
      ("FOLDER/link.html", 1, "it is a symbolic link"), ("FOLDER/pipe.txt", 1, "it is not an ordinary file"),
      ("FOLDER/new/x.txt", 1, "No such file or directory"),
    ])
  func refused(file: String, status: Int32, words: String) throws {
    let folder = try TemporaryFolder()
    mkdir(folder.path + "/folder.html", 0o700)
    symlink("elsewhere", folder.path + "/link.html")
    mkfifo(folder.path + "/pipe.txt", 0o600)
    let path = file.replacing("FOLDER", with: folder.path)
    // All commands check it in the same place; the other ones are tried with a single file.
    let others =
      file.hasPrefix("/nonexistent") ? [["explore"], ["lesson", "1"], ["watch", program, "--headless"]] : []
    for command in [["run", "--headless", "--items", "10"]] + others {
      let finished = try run([ringside] + command + ["--export", path])
      #expect(finished.status == status && finished.output == "")
      #expect(
        finished.errors.contains(words) && finished.errors.split(separator: "\n").count == 1, "\(finished.errors)")
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["folder.html", "link.html", "pipe.txt"])
  }

  @Test(
    "--export goes with one lesson, and with no other way to play it",
    arguments: [
      "lesson 1 2", "lesson 1 --vote", "lesson 1 --notes", "lesson 1 --report", "lesson", "watch --join a.c",
    ])
  func combined(line: String) throws {
    let finished = try run([ringside] + words(line) + ["--export", "/tmp/x.html"])
    #expect(finished.status == 64 && finished.errors.contains("--export"), "\(finished.errors)")
  }
}
