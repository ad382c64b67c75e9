import Foundation
import Support
import Testing

/// `W`, `--export` and the command on quitting, in a terminal; 4 s in all.
@Suite("Writing what is on the screen", .serialized)
struct ExportScreenTests {
  /// Runs the program in the folder `$0`, and keeps what it says there.
  private static let inFolder = #"(cd "$0" && "$@" 2> errors)"#

  private func names(_ terminal: Terminal) -> [String] {
    let folder = (try? FileManager.default.contentsOfDirectory(atPath: terminal.folder)) ?? []
    return folder.filter { $0.hasPrefix("ringside-") || $0.hasSuffix(".json") }.sorted()
  }

  /// The sentences about the processes and their memory, without their ids.
  private func state(_ screen: some Sequence<Substring>) -> [String] {
    screen.filter { $0.contains("parked") || $0.contains("BLOCKED") || $0.contains("produced") }
      .map { String($0).replacing(#/ [0-9]{2,} /#, with: " pid ").replacing(#/^ . /#, with: "") }
  }

  @Test("W writes the steps, or the screen if there are none; the command printed at the end leads to the same state")
  func run() throws {
    let terminal = try Terminal(["--pace", "step", "--slots", "4", "--export", "run.json"], script: Self.inFolder)
    try terminal.standsReady()
    terminal.press("W")
    try terminal.shows("written: ./ringside-ring-1.svg")
    #expect(terminal.file("ringside-ring-1.svg").contains("sem_wait(empty)"))
    terminal.press("p", "p", "c")
    try terminal.shows("‖ step 3", "BLOCKED")
    terminal.press("W")
    try terminal.shows("written: ./ringside-ring-1.html (3 steps)")
    terminal.press("p")
    try terminal.shows("‖ step 4")
    terminal.press("W")
    // No file is ever replaced.
    try terminal.shows("written: ./ringside-ring-2.html (4 steps)")
    terminal.press("b")
    try terminal.shows("‖ step 3")
    #expect(names(terminal) == ["ringside-ring-1.html", "ringside-ring-1.svg", "ringside-ring-2.html"])
    #expect(terminal.file("ringside-ring-1.html").contains("P1"))
    let last = state(terminal.screen.split(separator: "\n"))
    terminal.press("q")
    try terminal.ends(0)
    let errors = terminal.file("errors")
    #expect(errors.contains("run.json: 3 steps\n"))
    let exported = try ExportedRun("\(terminal.folder)/run.json")
    #expect(exported.moves == ["", "P1", "P1", "C1"])
    #expect(state(exported.steps[3].screen.map { $0[...] }) == last)
    let command = try #require(errors.firstMatch(of: /the same moves again: (.*)/)?.1)
    #expect(command == "ringside run --slots 4 --schedule 'P1*2 C1'")
    #expect(exported.command == String(command))
    let path = "\(terminal.folder)/again.json"
    let again = try Support.run(
      [ringside] + shellWords(String(command)).dropFirst() + ["--headless", "--export", path])
    #expect(again.status == 0)
    #expect(state(try ExportedRun(path).steps[3].screen.map { $0[...] }) == last)
  }

  @Test("after a free run no command is printed, and where nothing can be written W says so")
  func free() throws {
    let terminal = try Terminal([], script: #"(cd /sys && "$@" 2> "$0/errors")"#)
    try terminal.grows("produced")
    terminal.press("s")
    try terminal.shows("‖ step")
    terminal.press("W")
    try terminal.shows("not written: ", "in the working directory")
    terminal.press("q")
    try terminal.ends(0)
    #expect(terminal.file("errors").contains("produced"))
    #expect(!terminal.file("errors").contains("again"))
  }

  @Test("W in a lesson, in help and in the explorer; nothing is printed after a lesson")
  func lesson() throws {
    let terminal = try Terminal(
      [], script: #"(cd "$0" && XDG_STATE_HOME="$0" ringside lesson 1 --fresh 2> errors)"#)
    try terminal.shows("step 1 of", "next")
    terminal.press("W")
    try terminal.shows("written: ./ringside-lesson-two-models-1.svg")
    terminal.press("?")
    try terminal.shows("in a lesson: next page")
    terminal.press("W")
    try terminal.shows("written: ./ringside-lesson-two-models-2.svg")
    terminal.press("Escape")
    try terminal.shows("step 1 of")
    terminal.press("f")
    try terminal.shows("free play")
    terminal.press("s")
    try terminal.shows("‖ step 1")
    terminal.press("W")
    try terminal.shows("written: ./ringside-lesson-two-models-1.html (1 step)")
    terminal.press("q")
    try terminal.ends(0)
    #expect(!terminal.file("errors").contains("again"))
  }

  @Test("W in a watched program, and its command on quitting")
  func watched() throws {
    let program = packageFolder + "/Tests/WatchingTests/Programs/posix-semaphores.c"
    let terminal = try Terminal(
      [], script: #"(cd "$0" && ringside watch \#(program) --export run.json 2> errors)"#)
    try terminal.shows("step 0", "about to")
    terminal.press("W")
    try terminal.shows("written: ./ringside-posix-semaphores-1.svg")
    terminal.press("s", "s", "s", "s", "b")
    try terminal.shows("step 3")
    terminal.press("W")
    try terminal.shows("written: ./ringside-posix-semaphores-1.html (3 steps)")
    terminal.press("e")
    try terminal.shows("sent to the clipboard, if tmux has `set-clipboard on`: P1*3")
    terminal.press("q")
    try terminal.ends(0)
    let errors = terminal.file("errors")
    #expect(errors.contains("the same moves again: ringside watch --schedule 'P1*3' \(program)\n"))
    #expect(errors.contains("run.json: 3 steps\n"))
    #expect(try ExportedRun("\(terminal.folder)/run.json").moves == ["", "P1", "P1", "P1"])
  }
}
