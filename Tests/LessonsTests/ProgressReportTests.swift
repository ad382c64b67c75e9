import FoundationEssentials
import Lessons
import Model
import Testing

@Suite("Progress for handing in")
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
    lesson.enter(LessonPlace(step: 1, title: "Lose", page: 1), on: "2026-01-02")
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

  @Test("the report for programs is read back as it was written")
  func json() throws {
    let report = ProgressReport(lessons, progress, student: "Ada") { _, _, _ in .won }
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(ProgressReport.self, from: data) == report)
    #expect(report.lessons[1].predictions[0].answerSays == "nothing")
  }

  @Test("lessons whose files are elsewhere are told of if asked for")
  func others() {
    let report = ProgressReport([lessons[0]], progress, others: true) { _, _, _ in .won }
    #expect(report.lessons.map(\.name) == ["a-step", "synchronization-off"])
    // Without its file nothing can be checked, and so nothing counts.
    #expect(report.lessons[1].steps == nil && report.lessons[1].predictionsRight == 0)
    #expect(report.lessons[1].predictions.allSatisfy { $0.right == nil })
    #expect(report.lessons[1].challengesWon == 0 && report.lessons[1].challenges[0].won == nil)
    #expect(ProgressReport([lessons[0]], progress) { _, _, _ in .won }.lessons.count == 1)
  }

  @Test("what a changed lesson asks no more is told, and not counted")
  func edited() {
    let changed = sampleLesson("synchronization-off", steps: ["Look", "Other"])
    let report = ProgressReport([changed], progress) { _, _, _ in .won }.lessons[0]
    #expect(report.predictions.count == 2 && report.predictionsRight == 0 && report.predictionsAsked == 2)
    #expect(progress["synchronization-off"].predictions.map { $0.step(in: changed) } == [0, nil])
  }

  @Test("a kept verdict counts for nothing: the answer is compared with the lesson")
  func recomputed() {
    var progress = Progress()
    progress["a-step"].predictions = [record(of: "Look", "1", isRight: true), record(of: "Lose", "2", isRight: false)]
    var forged = record(of: "Win", "2", isRight: true)
    // The number of the right choice, with the words of the wrong one.
    forged.answer.says = "nothing"
    progress["a-step"].predictions.append(forged)
    let report = ProgressReport([lessons[0]], progress) { _, _, _ in .won }.lessons[0]
    #expect(report.predictions.map(\.right) == [false, true, false] && report.predictionsRight == 1)
    #expect(Standing(lessons[0], progress["a-step"]).right == 1)
  }

  @Test("a choice that the lesson no longer has cannot be judged")
  func unknownChoice() {
    var progress = Progress()
    var old = record(of: "Look", "2", isRight: true)
    old.answer.says = "an item was lost once"
    progress["a-step"].predictions = [old]
    #expect(ProgressReport([lessons[0]], progress) { _, _, _ in .won }.lessons[0].predictions[0].right == nil)
  }

  @Test("a challenge counts as won only if its moves win it now, and nobody was shown how")
  func replayed() {
    func won(_ schedule: String, _ solution: ChallengeRecord.SolutionShown, _ outcome: ReplayOutcome) -> LessonReport {
      var progress = Progress()
      progress["a-step"].challenges = [
        ChallengeRecord(
          step: "Lose", number: 1, goal: "Make it lose an item.", schedule: schedule, moves: 1, solution: solution)
      ]
      return ProgressReport([lessons[0]], progress) { _, page, moves in
        #expect(page == 3 && "\(moves)" == schedule)
        return outcome
      }.lessons[0]
    }
    #expect(won("P1*2 P2", .never, .won).challengesWon == 1 && won("P1*2 P2", .after, .won).challengesWon == 1)
    #expect(won("P1*2 P2", .before, .won).challengesWon == 0)
    #expect(won("P1*2 P2", .before, .won).challenges[0].won == true)
    #expect(won("P1*2 P2", .never, .notWon("lost = 0")).challenges[0].reason == "lost = 0")
    #expect(won("P1*2 P2", .never, .notWon("lost = 0")).challengesWon == 0)
    // Too many moves, no moves, and a challenge that was only given up.
    #expect(won("P1*10", .never, .won).challenges[0].won == false)
    #expect(won("nonsense", .never, .won).challenges[0].won == false)
    #expect(won("", .before, .won).challenges[0].won == false)
    // The moves are counted again.
    #expect(won("P1*2 P2", .never, .won).challenges[0].moves == 3)
  }

  @Test("nothing of a file reaches the terminal raw")
  func harmless() throws {
    let lessons = [sampleLesson("", steps: ["Look"])]
    let report = ProgressReport(lessons, sampleProgress(), student: "\u{1B}]0;x\u{7}", others: true) { _, _, _ in
      .notWon("\u{1B}[2J")
    }
    let json = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
    #expect(json.unicodeScalars.allSatisfy { !$0.isForbidden })
  }
}

@Suite("The speaker's notes")
struct SpeakerNotesTests {
  private let lesson = sampleLesson()

  @Test("they follow the lesson")
  func follow() {
    let notes = SpeakerNotes(lesson, at: LessonPlace(step: 1, title: "Lose", page: 1))
    #expect(notes.title == "Lose" && (notes.step, notes.steps) == (1, 3) && (notes.page, notes.pages) == (1, 2))
    #expect(notes.notes.map(\.page) == [1] && notes.next == "Win")
  }

  @Test("they never tell an outcome early: those of later pages are not shown, those of earlier pages come last")
  func order() {
    var lesson = lesson
    let prediction = LessonPart(
      line: 1, .prediction(Prediction([.init("Lost?")], .number(of: try! Term(reading: "lost"), right: 1))))
    let note = { (words: String) in LessonPart(line: 1, .notes([Paragraph([.init(words)])])) }
    let step = Step(
      title: "Ask", line: 1,
      parts: [
        LessonPart(line: 1, .text(Paragraph([.init("Look.")]))), prediction, note("Let them argue."),
        LessonPart(line: 1, .deeds([Located(line: 1, .reset)])), LessonPart(line: 1, .text(Paragraph([.init("One.")]))),
        note("Tell them why."),
      ])
    lesson.steps = [step]
    let notes = (0...1).map { page in
      SpeakerNotes(lesson, at: LessonPlace(step: 0, title: "Ask", page: page)).notes.map {
        $0.paragraphs[0].runs[0].text
      }
    }
    #expect(notes == [["Let them argue."], ["Tell them why.", "Let them argue."]])
  }

  @Test("before the lesson has begun they are those of its first step; the last has none after it")
  func ends() {
    #expect(SpeakerNotes(lesson, at: nil).title == "Look")
    let last = SpeakerNotes(lesson, at: LessonPlace(step: 7, title: "gone", page: 3))
    #expect(last.title == "Win" && last.next == nil)
  }
}
