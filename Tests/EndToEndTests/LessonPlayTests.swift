import Foundation
import Glibc
import Lessons
import Model
import Programs
import Support
import Testing

/// Lessons played with the keyboard alone, in monochrome ASCII, at 80x24.
@Suite("Lessons", .serialized)
struct LessonPlayTests {
  static let files: [String] = {
    let folder = packageFolder + "/Lessons"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.first?.isNumber == true && $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
  }()

  @Test("one is played as a student would: wrong answers, hints, free play, back, and giving up")
  func asAStudent() throws {
    let classroom = try Classroom(lesson, inFileOrder)
    let terminal = classroom.terminal
    try terminal.shows("What becomes of a ring", "Right next")
    terminal.press("Right")
    try terminal.shows("What will the ledger say?", "predict")
    terminal.press("Enter")
    try terminal.shows("Enter: choose first")
    terminal.press("h")
    try terminal.shows("hint 1: Look at the registers.")
    terminal.press("1", "Enter")
    try terminal.shows("You chose 1. What actually happened: 2.", "OK 2  one item is lost", "OK lost = 1")
    // Free play changes anything, and leaves nothing changed.
    terminal.press("f", "r")
    try terminal.shows("posix", "empty  3", "> P1")
    terminal.press("Escape")
    try terminal.shows("You chose 1. What actually happened: 2.", "lost 1", "Right next")
    // Back, where the answer cannot be changed, and forward again.
    terminal.press("Left")
    try terminal.shows("Your answer is kept.", "OK every item accounted for", "parked   slot[i] = item", "Right next")
    terminal.press("Right")
    try terminal.shows("You chose 1. What actually happened: 2.", "OK lost = 1")
    terminal.press("Right")
    try terminal.shows("How many slots", "> _")
    terminal.press("7", "BSpace", "3", "Enter")
    try terminal.shows("You said 3. That is correct.")
    terminal.press("Right")
    try terminal.shows("Lose an item.", "moves 0 of 4")
    terminal.press("p", "b")
    try terminal.shows("moves 0 of 4")
    terminal.press("Right")
    try terminal.shows("not won yet")
    terminal.press("Right")
    try terminal.shows("A solution: P1 P2 P1 P2", "lost 1", "Right next")
    terminal.press("Right")
    try terminal.shows("That was \"A small lesson\".", "Predictions: 1 of 2 were right.", "Challenges: 0 of 1 won.")
    try classroom.leave()
    let kept = contents(classroom.state.path + "/ringside/progress")
    #expect(kept.contains("answered 1") && kept.contains("first wrong") && kept.contains("finished"))
  }

  @Test("it goes on where it was left: by q, by a signal, by SIGKILL", arguments: [0, SIGHUP, SIGTERM, SIGKILL])
  func resumed(signal: Int32) throws {
    let classroom = try Classroom(lesson, inFileOrder)
    try classroom.terminal.shows("What becomes of a ring", "Right next")
    classroom.terminal.press("Right")
    try classroom.terminal.shows("What will the ledger say?")
    classroom.terminal.press("2", "Enter")
    try classroom.terminal.shows("You chose 2. That is correct.", "OK lost = 1", "Right next")
    if signal == 0 {
      try classroom.leave()
    } else {
      kill(try classroom.pid(), signal)
      try classroom.terminal.shows("status=\(128 + signal)")
    }
    // The order of the choices is kept as well.
    let again = try Classroom(lesson, state: classroom.state)
    try again.terminal.shows("step 2 of 4", "You chose 2. That is correct.", "OK lost = 1", "P2!01", "Right next")
    try again.leave()
  }

  @Test("a class votes in two rounds, and the counts are shown beside what happened")
  func voted() throws {
    let classroom = try Classroom(lesson, ["--vote"] + inFileOrder)
    let terminal = classroom.terminal
    try terminal.shows("Right next")
    terminal.press("Right")
    try terminal.shows("First round")
    terminal.press("1", "4", "Down", "3", "Enter")
    try terminal.shows("[  14]", "[   3]", "convince your neighbour")
    terminal.press("Enter", "2", "Down", "1", "5", "Enter")
    try terminal.shows("Most of you chose 2. That is correct.", "14  82 % ->  2  12 %", " 3  18 % -> 15  88 %")
    try classroom.leave()
  }

  /// A seed that leaves the choices of this lesson as its file has them.
  private let inFileOrder = [
    "--seed", "\((1...).first { ChoiceOrder(count: 2, seed: $0, step: 1, ordinal: 0).inFile == [0, 1] }!)",
  ]

  /// A lesson with a bit of everything.
  private let lesson = """
    ---
    title: A small lesson
    minutes: 1
    learn:
      - what gets lost
    setup:
      program: ring
      discipline: none
      producers: 2
      slots: 3
    ---

    What becomes of a ring when nobody waits for anybody?

    ## Two producers

    ```do
    step P1 P2 P1
    ```

    Both have read `in`.

    ```predict
    ask: What will the ledger say?
    choices:
      - says: nothing changes
        if: lost = 0
      - says: one item is lost
        if: lost = 1
    answer: 2
    ```

    ```hint
    Look at the registers.
    ```

    ```do
    step P2
    ```

    No error was raised.

    ```expect
    lost = 1
    ```

    ## A number

    ```predict
    ask: How many slots has this ring?
    number: slots
    answer: 3
    ```

    ## Your turn

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
}

/// The long way: not one after the other, so that no processor waits for the last of them.
@Suite("Every lesson by its own solutions")
struct LessonSolutionTests {
  @Test("every lesson can be played to its end, with its own solutions", .long, arguments: LessonPlayTests.files)
  func solved(file: String) throws {
    let seed = UInt64.random(in: 1 ... .max)
    let classroom = try Classroom(file, ["--seed", "\(seed)"])
    try classroom.playToTheEnd(shuffledBy: seed)
    let predictions = classroom.lesson.pages.count { $0.prediction != nil }
    let challenges = classroom.lesson.pages.count { $0.challenge != nil }
    if predictions > 0 { try classroom.terminal.shows("Predictions: \(predictions) of \(predictions) were right.") }
    if challenges > 0 { try classroom.terminal.shows("Challenges: \(challenges) of \(challenges) won.") }
    try classroom.leave()
  }
}
