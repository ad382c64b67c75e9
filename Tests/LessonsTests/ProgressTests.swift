import Lessons
import Testing

@Suite("Progress: what is kept of it")
struct ProgressTests {
  private func answer(_ text: String, isRight: Bool, votes: [[Int]] = []) -> PredictionRecord {
    PredictionRecord(step: "Look", number: 1, question: "?", answer: .init(text), isRight: isRight, votes: votes)
  }

  @Test("the first answer counts, later ones are counted")
  func firstAnswer() {
    var progress = LessonProgress()
    progress.answer(answer("1", isRight: false), on: "today")
    progress.answer(answer("2", isRight: true, votes: [[1, 2]]), on: "tomorrow")
    let kept = progress.predictions[0]
    #expect(progress.predictions.count == 1)
    #expect(kept.answer.text == "1" && !kept.isRight && kept.tries == 2 && kept.isLatestRight)
    #expect(kept.votes == [[1, 2]] && progress.played == "tomorrow")
  }

  @Test("of several ways to win a challenge the shortest is kept")
  func shortest() {
    var progress = LessonProgress()
    for moves in [7, 5, 6] {
      progress.win(
        ChallengeRecord(step: "Win", number: 1, goal: "", schedule: "\(moves)", moves: moves), on: "today")
    }
    #expect(progress.challenges.map(\.schedule) == ["5"])
  }

  @Test("that a solution was shown is kept, and whether that was before the challenge was won")
  func solutions() {
    func record(_ moves: Int) -> ChallengeRecord {
      ChallengeRecord(step: "Win", number: 1, goal: "", schedule: "\(moves)", moves: moves)
    }
    var helped = LessonProgress()
    helped.showSolution(of: record(3), on: "today")
    #expect(!helped.challenges[0].isWon && helped.challenges[0].solution == .before)
    helped.win(record(4), on: "today")
    helped.win(record(3), on: "today")
    #expect(helped.challenges.map(\.schedule) == ["3"] && helped.challenges[0].solution == .before)
    var unaided = LessonProgress()
    unaided.win(record(4), on: "today")
    unaided.showSolution(of: record(3), on: "today")
    // What was copied from the solution is no better.
    unaided.win(record(3), on: "today")
    #expect(unaided.challenges.map(\.schedule) == ["4"] && unaided.challenges[0].solution == .after)
  }

  @Test("a step is done once, a lesson is finished when it first was")
  func once() {
    var progress = LessonProgress()
    for date in ["today", "tomorrow"] {
      progress.complete("Look", on: date)
      progress.finish(on: date)
    }
    #expect(progress.done == ["Look"] && progress.finished == "today" && progress.played == "tomorrow")
  }

  @Test("a place is found again in a lesson that was edited")
  func places() {
    let lesson = sampleLesson(steps: ["Begin", "Look", "Lose", "Look", "Win"])
    func found(_ step: Int, _ title: String, _ page: Int) -> LessonPlace {
      LessonPlace(step: step, title: title, page: page).found(in: lesson)
    }
    #expect(found(2, "Lose", 1) == LessonPlace(step: 2, title: "Lose", page: 1))
    // It has moved, and has fewer pages.
    #expect(found(0, "Win", 9) == LessonPlace(step: 4, title: "Win", page: 1))
    #expect(found(4, "Look", 0).step == 3)
    #expect(found(0, "Look", 0).step == 1)
    // It is gone.
    #expect(found(1, "Think", 1) == LessonPlace(step: 1, title: "Look", page: 0))
    #expect(found(9, "Think", 1) == LessonPlace(step: 4, title: "Win", page: 0))
  }

  @Test("a lesson that was never played has nothing done, and asking leaves no trace")
  func untouched() {
    let progress = Progress()
    #expect(progress["x"] == LessonProgress() && progress == Progress())
  }
}
