import FoundationEssentials
import Lessons
import Model
import Testing

@Suite("Progress as it is shown")
struct ProgressReportTests {
  private let lessons = [
    sampleLesson("a-step", number: 1), sampleLesson("synchronization-off", number: 11),
    sampleLesson("own", number: nil),
  ]

  private var progress: Progress {
    var progress = Progress()
    progress["a-step"].complete("Look", on: "2026-01-01")
    progress["a-step"].finish(on: "2026-01-01")
    var lesson = LessonProgress()
    lesson.enter(Place(step: 1, title: "Lose", page: 1), on: "2026-01-02")
    lesson.complete("Look", on: "2026-01-02")
    lesson.answer(record(of: "Look", "1", isRight: false, votes: [[12, 3], [3, 12]]), on: "2026-01-02")
    lesson.answer(record(of: "Look", "2", isRight: true), on: "2026-01-02")
    lesson.answer(record(of: "Lose", "2", isRight: true), on: "2026-01-02")
    lesson.win(
      ChallengeRecord(step: "Look", number: 1, goal: "Make it lose an item.", schedule: "P1*2 P2*2 P1 P2", moves: 6),
      on: "2026-01-02")
    progress["synchronization-off"] = lesson
    return progress
  }

  private func record(of step: String, _ answer: String, isRight: Bool, votes: [[Int]] = []) -> PredictionRecord {
    let prediction = lessons[0].steps[0].predictions[0]
    return PredictionRecord(
      step: step, number: 1, question: "What will the ledger say?", answer: .init(answer, to: prediction),
      found: .init("2", to: prediction), isRight: isRight, votes: votes)
  }

  @Test("the list")
  func list() {
    let list = LessonList(lessons, progress)
    #expect(
      list.lines == [
        "    lesson                                       min  state        right  won",
        " 1  Synchronization off: lost, duplicated, torn   10  done           0/3  0/3",
        "11  Synchronization off: lost, duplicated, torn   10  step 2 of 3    1/3  1/3",
        " -  Synchronization off: lost, duplicated, torn   10  not begun      0/3  0/3",
      ])
    #expect(list.hint == "`ringside lesson synchronization-off` goes on where you were")
    #expect(LessonList([], progress).hint == "there are no lessons here")
    #expect(LessonList(lessons, Progress()).hint == "`ringside lesson a-step` begins one")
  }

  @Test("the list keeps to its width, whatever titles there are", arguments: [40, 60, 80, 120])
  func widths(width: Int) {
    var long = lessons[1]
    long.title = String(repeating: "long ", count: 40)
    let lines = LessonList([long, lessons[0]], progress, width: width).lines
    #expect(lines.allSatisfy { $0.count <= max(width, 60) && $0.last != " " })
    #expect(lines[1].contains("..."))
    // Each letter takes two cells.
    let wide = LessonList([long], progress, width: 80) { 2 * $0.count }.lines
    #expect(wide.allSatisfy { !$0.isEmpty })
  }

  @Test("the report for people")
  func text() {
    #expect(
      ProgressReport(lessons, progress, student: "Ada").lines().joined(separator: "\n") == """
        Ringside: progress of Ada

         1  Synchronization off: lost, duplicated, torn
            1 of 3 steps done, finished 2026-01-01, last played 2026-01-01
            predictions: 0 of 3 right at the first answer
            challenges: 0 of 3 won

        11  Synchronization off: lost, duplicated, torn
            1 of 3 steps done, last played 2026-01-02
            predictions: 1 of 3 right at the first answer
              wrong  What will the ledger say?
                     answered: 1, nothing
                     found: 2, one item is lost
                     answered 2 times, at last right
                     votes for each choice: 12 3, then 3 12
              right  What will the ledger say?
                     answered: 2, one item is lost
            challenges: 1 of 3 won
              won    Make it lose an item.
                     in 6 moves: P1*2 P2*2 P1 P2

         -  Synchronization off: lost, duplicated, torn
            not begun
        """)
  }

  @Test("the report for programs is read back as it was written")
  func json() throws {
    let report = ProgressReport(lessons, progress, student: "Ada")
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(ProgressReport.self, from: data) == report)
    #expect(report.lessons[1].predictions[0].answerSays == "nothing")
  }

  @Test("lessons whose files are elsewhere are told of if asked for")
  func others() {
    let report = ProgressReport([lessons[0]], progress, others: true)
    #expect(report.lessons.map(\.name) == ["a-step", "synchronization-off"])
    #expect(report.lessons[1].steps == nil && report.lessons[1].predictionsRight == 1)
    #expect(ProgressReport([lessons[0]], progress).lessons.count == 1)
    #expect(report.lines().contains("    1 steps done, last played 2026-01-02"))
  }

  @Test("what a changed lesson asks no more is told, and not counted")
  func edited() {
    let changed = sampleLesson("synchronization-off", steps: ["Look", "Other"])
    let report = ProgressReport([changed], progress).lessons[0]
    #expect(report.predictions.count == 2 && report.predictionsRight == 0 && report.predictionsAsked == 2)
    #expect(progress["synchronization-off"].predictions.map { $0.step(in: changed) } == [0, nil])
  }

  @Test("nothing of a file reaches the terminal raw")
  func harmless() throws {
    let lessons = [sampleLesson("", steps: ["Look"])]
    let report = ProgressReport(lessons, sampleProgress(), student: "\u{1B}]0;x\u{7}", others: true)
    let shown =
      report.lines(width: 10) + LessonList(lessons, sampleProgress()).lines
      + [LessonList(lessons, sampleProgress()).hint, String(decoding: try JSONEncoder().encode(report), as: UTF8.self)]
    for line in shown {
      #expect(
        line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0.value != 0x202E }, "\(line)")
    }
  }

  @Test("long texts are broken at spaces, below where they begin")
  func wrapping() {
    var progress = progress
    progress["own"].answer(
      PredictionRecord(
        step: "Look", number: 1, question: String(repeating: "word ", count: 30), answer: .init("x"), isRight: true),
      on: "2026-01-03")
    let lines = ProgressReport(lessons, progress).lines(width: 40)
    #expect(lines.allSatisfy { $0.count <= 40 })
    #expect(lines.contains("             word word word word word"))
  }
}

@Suite("The speaker's notes")
struct ProgressNotesTests {
  private let lesson = sampleLesson()

  @Test("they follow the lesson")
  func follow() {
    let notes = SpeakerNotes(lesson, at: Place(step: 1, title: "Lose", page: 1))
    #expect(
      notes.lines() == [
        "Synchronization off: lost, duplicated, torn", "step 2 of 3: Lose", "page 2 of 2", "", "now:",
        "Let them argue.", "", "next: Win",
      ])
  }

  @Test("before the lesson has begun they are those of its first step; the last has none after it")
  func ends() {
    #expect(SpeakerNotes(lesson, at: nil).title == "Look")
    let last = SpeakerNotes(lesson, at: Place(step: 7, title: "gone", page: 3))
    #expect(last.title == "Win" && last.next == nil && last.lines().last == "this is the last step")
  }

  @Test("a step without notes says so")
  func none() {
    var lesson = lesson
    lesson.steps[0].parts = []
    #expect(SpeakerNotes(lesson, at: nil).lines().contains("there are no notes for this step"))
  }

  @Test("each kind of paragraph, in few cells, harmlessly")
  func paragraphs() {
    var lesson = lesson
    let runs = [Paragraph.Run("one two \u{1B}[2J three")]
    lesson.steps[0].parts = [
      Part(
        line: 1,
        .notes([
          Paragraph(runs, .listItem(mark: "-")), Paragraph(runs, .quote),
          Paragraph([.init("a  b"), .init("c")], .code),
        ]))
    ]
    let lines = SpeakerNotes(lesson, at: nil).lines(width: 12)
    #expect(
      Array(lines.drop { !$0.hasPrefix("-") }.prefix(9)) == [
        "- one two", "  U+001B[2J", "  three", "", "> one two", "> U+001B[2J", "> three", "", "  a  b",
      ])
  }
}
