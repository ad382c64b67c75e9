import Grid
import Lessons
import Model
import Programs
import Testing

@testable import Screens

/// The sample under another name.
private func lesson(_ name: String, number: Int? = nil) -> Lesson {
  var lesson = Lesson.sample
  (lesson.name, lesson.number) = (name, number)
  return lesson
}

@Suite struct ProgressTextTests {
  private let lessons = [lesson("a-step", number: 1), lesson("sample", number: 11), lesson("own")]

  private var progress: Progress {
    var progress = Progress()
    progress["a-step"].complete("Numbers", on: "2026-01-01")
    progress["a-step"].finish(on: "2026-01-01")
    var lesson = LessonProgress()
    lesson.enter(LessonPlace(step: 1, title: "Numbers", page: 1), on: "2026-01-02")
    lesson.complete("Two producers, one number", on: "2026-01-02")
    lesson.answer(record("1", isRight: false, votes: [[12, 3], [3, 12]]), on: "2026-01-02")
    lesson.answer(record("2", isRight: true), on: "2026-01-02")
    lesson.answer(
      PredictionRecord(
        step: "Numbers", number: 1, question: "How many slots are there?", answer: .init("10"), isRight: true),
      on: "2026-01-02")
    lesson.win(
      ChallengeRecord(
        step: "Your turn", number: 1, goal: "Bring P1 to its end in at most 3 moves.", schedule: "P1*2", moves: 2),
      on: "2026-01-02")
    progress["sample"] = lesson
    return progress
  }

  private func record(_ answer: String, isRight: Bool, votes: [[Int]] = []) -> PredictionRecord {
    PredictionRecord(
      step: "Two producers, one number", number: 1, question: "What will the ledger say after the step of P2?",
      answer: .init(answer, to: .choice), found: .init("2", to: .choice), isRight: isRight, votes: votes)
  }

  @Test func theListSaysHowFarOneHasCome() {
    let list = LessonList(lessons, progress)
    #expect(
      list.lines == [
        "    lesson               min  state        right  won",
        " 1  Synchronization off    5  done           0/3  0/1",
        "11  Synchronization off    5  step 2 of 3    1/3  1/1",
        " -  Synchronization off    5  not begun      0/3  0/1",
      ])
    #expect(list.hint == "`ringside lesson sample` continues where you left off")
    #expect(LessonList([], progress).hint == "there are no lessons here")
    #expect(LessonList(lessons, Progress()).hint == "`ringside lesson a-step` begins with the next one")
  }

  @Test(arguments: [40, 60, 80, 120], ["long ", "\u{9577}\u{3044} "])
  func theListKeepsToItsWidth(limit: Int, word: String) {
    var long = lessons[1]
    long.title = String(repeating: word, count: 40)
    let lines = LessonList([long, lessons[0]], progress, within: limit).lines
    #expect(lines.allSatisfy { width(of: $0) <= max(limit, 60) && $0.last != " " })
    #expect(Set(lines.map { width(of: $0) }).count == 1)
    #expect(lines[1].contains("...") && lines[1].contains(word))
  }

  @Test func theReportIsForPeople() {
    #expect(
      ProgressReport(lessons, progress, student: "Ada") { _, _, _ in .won }.lines().joined(separator: "\n") == """
        Ringside: progress of Ada

         1  Synchronization off
            1 of 3 steps done, finished 2026-01-01, last played 2026-01-01
            predictions: 0 of 3 right at the first answer
            challenges: 0 of 1 won without a solution

        11  Synchronization off
            1 of 3 steps done, last played 2026-01-02
            predictions: 1 of 3 right at the first answer
              wrong  What will the ledger say after the step of P2?
                     answered: nothing changes: P2 writes into the next free slot
                     found: one item is lost, and the ring still looks perfectly healthy
                     answered 2 times; the first answer counts
                     votes for each choice, in the file's order: 12 3, then 3 12
              right  How many slots are there?
                     answered: 10
            challenges: 1 of 1 won without a solution
              won    Bring P1 to its end in at most 3 moves.
                     in 2 moves: P1*2

         -  Synchronization off
            not begun

        Checked now: each first answer was compared with its lesson again, and each
        challenge was replayed on real processes. This cannot tell who played, whether
        the solutions were read in a lesson's file, or whether somebody sealed an edited
        record with the key beside it. It is plain text: whoever hands it in can edit
        it.
        """)
  }

  @Test func whatHasNoFileHereIsReportedAsWell() {
    let report = ProgressReport([lessons[0]], progress, others: true) { _, _, _ in .won }
    #expect(report.lines().contains("    1 steps done, last played 2026-01-02"))
  }

  @Test func longTextsAreBrokenBelowWhereTheyBegin() {
    var progress = progress
    progress["own"].answer(
      PredictionRecord(
        step: "Numbers", number: 1, question: String(repeating: "word ", count: 30), answer: .init("x"), isRight: true),
      on: "2026-01-03")
    let lines = ProgressReport(lessons, progress) { _, _, _ in .won }.lines(within: 40)
    #expect(lines.allSatisfy { $0.count <= 40 })
    #expect(lines.contains("             word word word word word"))
  }

  @Test func nothingOfAFileReachesTheTerminalRaw() {
    let nasty = "a\u{1B}[31m\u{202E}\n\u{9B}b"
    var progress = Progress()
    for name in ["sample", nasty] {
      progress[name].enter(LessonPlace(step: 0, title: nasty, page: 0), on: nasty)
      progress[name].answer(
        PredictionRecord(step: nasty, number: 1, question: nasty, answer: .init(nasty, says: nasty), isRight: false),
        on: nasty)
      progress[name].win(ChallengeRecord(step: nasty, number: 1, goal: nasty, schedule: nasty, moves: 1), on: nasty)
    }
    let report = ProgressReport([lesson(nasty)], progress, student: nasty, others: true) { _, _, _ in .notWon(nasty) }
    let list = LessonList([lesson(nasty)], progress)
    for line in report.lines(within: 10) + list.lines + [list.hint] {
      #expect(line.unicodeScalars.allSatisfy { !$0.isForbidden && $0 != "\n" }, "\(line)")
    }
  }
}

@Suite struct NotesScreenTests {
  /// The sample with a note at the end of each step.
  private var lesson: Lesson {
    var lesson = Lesson.sample
    for index in lesson.steps.indices {
      lesson.steps[index].parts.append(LessonPart(line: 90, .notes([Paragraph([.init("Let them argue.")])])))
    }
    return lesson
  }

  @Test func theyFollowTheLesson() {
    #expect(
      SpeakerNotes(lesson, at: LessonPlace(step: 1, title: "Numbers", page: 1)).lines() == [
        "Synchronization off", "step 2 of 3: Numbers", "page 2 of 2", "", "now:", "Let them argue.", "",
        "next: Your turn",
      ])
    #expect(
      SpeakerNotes(lesson, at: LessonPlace(step: 2, title: "gone", page: 3)).lines().last == "this is the last step")
    #expect(SpeakerNotes(.sample, at: nil).lines().contains("there are no notes for this page"))
  }

  @Test func eachKindOfParagraphHasItsMark() {
    var lesson = lesson
    let runs = [Paragraph.TextRun("one two \u{1B}[2J three")]
    lesson.steps[0].parts = [
      LessonPart(
        line: 1,
        .notes([
          Paragraph(runs, .listItem(mark: "-")), Paragraph(runs, .quote),
          Paragraph([.init("a  b"), .init("c")], .code),
        ]))
    ]
    let lines = SpeakerNotes(lesson, at: nil).lines(within: 12)
    #expect(
      Array(lines.drop { !$0.hasPrefix("-") }.prefix(9)) == [
        "- one two", "  U+001B[2J", "  three", "", "> one two", "> U+001B[2J", "> three", "", "  a  b",
      ])
  }

  private func screen(_ width: Int, _ height: Int) -> NotesScreen {
    NotesScreen(SpeakerNotes(lesson, at: nil), glyphs: .unicode, size: Size(width: width, height: height))
  }

  @Test func theyScrollNoFurtherThanTheyGo() {
    var screen = screen(30, 5)
    for _ in 0..<9 { screen.press(.down) }
    #expect(screen.grid.plainText.contains("next: Numbers"))
    screen.press(.up)
    #expect(!screen.grid.plainText.contains("next: Numbers"))
    for key in [Key.end, .pageDown, .character(" ")] {
      screen.press(key)
      #expect(screen.grid.plainText.contains("next: Numbers"))
    }
    // A taller screen shows what is above.
    screen.resize(to: Size(width: 30, height: 24))
    #expect(screen.grid.plainText.contains("step 1 of 3"))
  }

  @Test func anotherPageIsReadFromItsBeginning() {
    var screen = screen(30, 5)
    screen.press(.end)
    screen.show(SpeakerNotes(lesson, at: nil), remark: nil)
    #expect(screen.grid.plainText.contains("next: Numbers"))
    screen.show(SpeakerNotes(lesson, at: LessonPlace(step: 1, title: "Numbers", page: 0)), remark: "the file is new")
    #expect(screen.grid.plainText.contains("step 2 of 3") && screen.grid.plainText.contains("the file is new"))
  }

  @Test func nothingIsTooSmall() {
    for size in [(1, 1), (2, 2), (4, 1), (10, 3), (80, 24)] {
      #expect(screen(size.0, size.1).grid.size.width == size.0)
    }
  }
}
