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
    try notes.shows("step 2 of 2: Ask", "now:", "Let them argue.", "this is the last step")
    // What is said about the outcome comes with the outcome.
    #expect(!notes.screen.contains("Tell them why."))
    player.press("1", "0", "Enter")
    try player.shows("You said 10")
    try notes.shows("now:", "Tell them why.", "from page 1:", "Let them argue.")
    try notes.resize(30, 6)
    try notes.shows("step 2 of 2: Ask")
    notes.press("Down", "Down")
    try notes.showsNoLonger("step 2 of 2: Ask")
    notes.press("Up", "Up")
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
    #expect(list.errors == "ringside: `ringside lesson synchronization-off` continues where you left off\n")
    #expect(try lesson().output == list.output)

    let report = try lesson("11", "--report")
    #expect(report.status == 0 && report.errors == "")
    #expect(report.output.contains("?      What then?\n             answered: nothing"))
    #expect(report.output.contains("found: somethingU+001B[2J") && !report.output.contains("\u{1B}"))

    let json = try lesson("--report", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    let lessons = try #require(object?["lessons"] as? [[String: Any]])
    #expect(lessons.count == LessonLibrary.files.count && json.errors == "")
    #expect(object?["schema"] as? Int == 1)
    #expect(lessons.first { $0["number"] as? Int == 11 }?["lastPlayed"] as? String == "2026-01-02T10:00:00Z")
  }

  @Test("the list as JSON has every lesson, each an object by itself")
  func listAsJSON() throws {
    for words in [["list", "--json"], ["--json"]] {
      let list = try run([ringside, "lesson"] + words, environment: ["XDG_STATE_HOME": state.path])
      let lessons = try #require(
        try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]])
      #expect(list.status == 0 && lessons.count == LessonLibrary.files.count)
      #expect(lessons.allSatisfy { $0["schema"] as? Int == 1 && $0["state"] as? String == "not begun" })
      #expect(lessons.map { $0["name"] as? String } == LessonLibrary.files.map(\.name))
    }
  }

  @Test("the help of lesson names the options of playing one")
  func help() throws {
    let help = try lesson("--help")
    #expect(help.status == 0 && help.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    for option in ["--vote", "--present", "--notes", "--report", "--fresh", "--class", "--seed", "--step", "--json"] {
      #expect(help.output.contains("  \(option)"), "\(option)")
    }
  }

  @Test("a report replays what it certifies, and says what does not come true")
  func certified() throws {
    let file = state.path + "/7-small.md"
    try Self.challenge.write(toFile: file, atomically: true, encoding: .utf8)
    func progress(_ schedule: String, _ more: String = "") throws {
      try write(
        """
        # ringside progress, version 2
        lesson small
          played 2026-01-02T10:00:00Z
          prediction Your turn
            number 1
            asked How many slots has this ring?
            answered 10
            found 10
            first wrong
            tries 1
            latest wrong
          challenge Your turn
            number 1
            goal Lose an item.
            schedule \(schedule)
            moves 1\(more)
          seal 0123456789abcdef
        end

        """)
    }
    try progress("P1 P2 P1*2 P2*2")
    var report = try lesson(file, "--report")
    #expect(report.status == 0 && report.output.contains("THE SEAL IS BROKEN"))
    // It was noted as wrong, and is right.
    #expect(report.output.contains("right  How many slots") && report.output.contains("1 of 1 right at the first"))
    #expect(report.output.contains("won    Lose an item.\n             in 6 moves: P1 P2 P1*2 P2*2"))
    #expect(report.output.contains("challenges: 1 of 1 won"))
    try progress("P1*6 P2")
    report = try lesson(file, "--report")
    #expect(
      report.output.contains("challenges: 0 of 1 won") && report.output.contains("replayed: it ends with lost = 0"))
    try progress("P1 P2 P1*2 P2*2", "\n    solution before")
    report = try lesson(file, "--report")
    #expect(report.output.contains("challenges: 0 of 1 won") && report.output.contains("a solution was shown before"))
  }

  @Test("a class has progress of its own, and --fresh asks everything again")
  func classes() throws {
    let file = state.path + "/7-small.md"
    try Self.small.write(toFile: file, atomically: true, encoding: .utf8)
    func play(_ options: String, expecting shown: String..., pressing keys: String...) throws {
      let player = try terminal("\(file) --step 2 \(options)")
      for words in shown { try player.shows(words) }
      for key in keys.flatMap({ $0.split(separator: " ") }) { player.press(String(key)) }
      if !keys.isEmpty { try player.shows("said 10. That is correct.") }
      player.press("C-c")
      try player.ends(0)
    }
    // A rehearsal leaves its answer, to which one comes back.
    try play("", expecting: "Enter commit", pressing: "1 0 Enter")
    try play("--vote", expecting: "Your answer is kept.", "continues an earlier run")
    try play("--vote --fresh", expecting: "First round", pressing: "1 0 Enter 5 Enter Enter Enter Enter Enter")
    try play(
      "--vote --class ipc-2026", expecting: "First round", pressing: "1 0 Enter 7 Enter Enter Enter 8 Enter Enter")
    #expect(contents(state.path + "/ringside/class-ipc-2026").contains("voted 8"))
    #expect(contents(state.path + "/ringside/progress").contains("voted 5"))
    #expect(try lesson(file, "--report", "--class", "ipc-2026").output.contains("votes for 10: 7, then 8"))
    #expect(try lesson("list", "--class", "a/b").status == 64)
  }

  @Test("several lessons are played in a row, and the notes go with them")
  func inARow() throws {
    let files = ["1-one.md", "2-two.md"].map { state.path + "/" + $0 }
    for (file, title) in zip(files, ["The first", "The second"]) {
      try Self.small.replacing("A small lesson", with: title).write(toFile: file, atomically: true, encoding: .utf8)
    }
    let notes = try terminal(files.joined(separator: " ") + " --notes")
    try notes.shows("notes | The first")
    let player = try terminal(files.joined(separator: " "))
    try player.shows("Right next")
    player.press("g", "2", "Enter")
    try player.shows("Enter commit")
    player.press("1", "0", "Enter")
    try player.shows("It has ten.", "Right next")
    player.press("Right")
    try player.shows("Right begins lesson 2: The second.", "Right next lesson")
    player.press("Right")
    try player.shows("lesson 2 | The second", "step 1 of 2", "Right next")
    try notes.shows("notes | The second")
    for terminal in [player, notes] {
      terminal.press("C-c")
      try terminal.ends(0)
    }
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
}
