import Foundation
import Glibc
import Lessons
import Model
import Programs
import Support
import Testing

/// A terminal in which a lesson is played, and somebody's progress.
final class Classroom {
  let terminal: Terminal
  let state: TemporaryFolder
  let lesson: Lesson
  private let folder: TemporaryFolder?

  /// - Parameter text: A lesson, or the path of a file with one.
  init(
    _ text: String, _ options: [String] = [], state: TemporaryFolder? = nil, test: String = #function, line: Int = #line
  ) throws {
    var file = text
    folder = text.hasPrefix("/") ? nil : try TemporaryFolder()
    if let folder {
      file = folder.path + "/11-small.md"
      try text.write(toFile: file, atomically: true, encoding: .utf8)
    }
    self.state = try state ?? TemporaryFolder()
    lesson = try Lesson(readingFileAt: file, disciplines: Catalogue.disciplines)
    let words = ["lesson", file, "--theme", "mono", "--ascii"] + options
    // The shell tells its own process, which becomes the program.
    let script = "sh -c 'echo $$ > \"$0/pid\"; exec \"$@\"' \"$0\" \"$1\" \(words.joined(separator: " "))"
    terminal = try Terminal(
      environment: ["XDG_STATE_HOME": self.state.path], script: script, test: test, line: line)
  }

  func pid() throws -> pid_t {
    try #require(eventually { Int32(self.terminal.file("pid").dropLast()) != nil })
    return Int32(terminal.file("pid").dropLast())!
  }

  /// Leaves the lesson; nothing may be left of it.
  func leave(at location: SourceLocation = #_sourceLocation) throws {
    let pid = try pid()
    terminal.press("C-c")
    try terminal.ends(0, at: location)
    let left = try FileManager.default.contentsOfDirectory(atPath: "/dev/shm").filter { name in
      name == "ringside-\(pid)" || name.hasPrefix("ringside-\(pid)-")
    }
    #expect(left == [], sourceLocation: location)
  }

  // MARK: - Playing by the book

  func playToTheEnd(shuffledBy seed: UInt64) throws {
    try terminal.shows("step 1 of")
    terminal.press("+", "+", "+", "+", "+", "+")
    try terminal.shows("moves are shown 64 times as fast")
    for (index, page) in lesson.pages.enumerated() {
      try turn(to: page, index, seed)
    }
    try terminal.shows("That was \"")
  }

  /// Answers what a page asks, or reads it, and goes on.
  private func turn(to page: Page, _ index: Int, _ seed: UInt64) throws {
    let pages = lesson.pages.indices.filter { lesson.pages[$0].step == page.step }
    let place = pages.count > 1 ? ", page \(index - pages[0] + 1) of \(pages.count)" : ""
    try terminal.shows("step \(page.step + 1) of \(lesson.steps.count)\(place)\n")
    if let prediction = page.prediction {
      try readToTheEnd("Enter commit")
      try answer(prediction, ordinal: lesson.pages[pages[0]..<index].count { $0.prediction != nil }, page.step, seed)
      let rest = lesson.pages[(index + 1)...].prefix { $0.step == page.step }
      // Without another page in the step, what came out is told on this one.
      if rest.isEmpty {
        try readToTheEnd("Right next")
        terminal.press("Right")
      }
    } else if let challenge = page.challenge {
      try readToTheEnd("Right give up")
      for (index, move) in challenge.solution.value.moves.enumerated() { try make(move, number: index + 1) }
      try terminal.shows("Won with")
      try readToTheEnd("Right next")
      terminal.press("Right")
    } else {
      try readToTheEnd("Right next")
      terminal.press("Right")
    }
  }

  /// Waits for a page that is all there, and scrolls to where it can be left.
  private func readToTheEnd(_ hint: String) throws {
    for _ in 0..<20 {
      try terminal.comes("\(hint) or more") { screen in
        let isThere = screen.contains(hint) || screen.contains("Right more")
        // A message may stand where the hints belong; any key makes room for them.
        if !isThere { self.terminal.press("C-l") }
        return isThere
      }
      // What was seen may have been half of the old screen and half of the new one.
      usleep(30_000)
      let screen = terminal.screen
      if screen.contains("Right hurry") { continue }
      if screen.contains(hint), !screen.contains("more below") { return }
      terminal.press("PageDown")
    }
  }

  private func answer(_ prediction: Prediction, ordinal: Int, _ step: Int, _ seed: UInt64) throws {
    var right = prediction.rightAnswer
    if case .choice(let choices, let index) = prediction.form {
      let order = ChoiceOrder(count: choices.count, seed: seed, step: step, ordinal: ordinal)
      right = "\(order.place(ofChoice: index)! + 1)"
    }
    var typed = ""
    for character in right {
      terminal.press(character == " " ? "Space" : character == ";" ? "\\;" : String(character))
      typed.append(character)
      // Faster than anybody types it would be taken for a paste, and not be committed.
      if case .choice = prediction.form { continue }
      try terminal.shows("> \(typed)_")
      // A person's fingers take longer than this from key to key.
      usleep(60_000)
    }
    terminal.press("Enter")
  }

  private func make(_ move: Move, number: Int) throws {
    if case .add(let id) = move {
      terminal.press(lesson.setup.program.isFirst(id.role) ? "a" : "A")
    } else {
      for _ in 0..<70 where !terminal.screen.contains("> \(move.worker) ") {
        let before = terminal.screen
        terminal.press("Tab")
        try terminal.comes("another selection") { $0 != before }
      }
      switch move {
      case .step: terminal.press("s")
      case .kill: terminal.press("K")
      case .restart: terminal.press("u")
      case .remove: terminal.press("x")
      case .add: break
      }
    }
    try terminal.comes("move \(number), \(move)") { $0.contains("moves \(number)") || $0.contains("Won with") }
  }
}
