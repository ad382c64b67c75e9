import Foundation
import Grid
import Lessons
import Model
import Programs
import Support
import Testing

@testable import Screens

@Suite("The pages of the lessons")
struct LessonPagesTests {
  static let files: [String] = {
    let folder = packageFolder + "/Lessons"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.first?.isNumber == true && $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
  }()

  /// So many lines of text fit below the ring at 80x24.
  private static let room = 13

  @Test("are short: at most two lines are below the screen at 80x24, whatever was answered", arguments: files)
  func fit(file: String) throws {
    let lesson = try Lesson(readingFileAt: file, disciplines: Catalogue.disciplines)
    for (index, page) in lesson.pages.enumerated() {
      let lines = Self.longest(lesson, at: index)
      let place = "step \(page.step + 1), \(lesson.steps[page.step].title), page \(index + 1) of the lesson"
      #expect(lines.count <= Self.room + 2, "\(place)")
    }
  }

  /// A page as it is read: after the wrong answer with the longest explanation, with all that is expected found true.
  private static func longest(_ lesson: Lesson, at index: Int) -> [[Span]] {
    let pages = lesson.pages
    let answers: [[Int: Player.Given]] = (0..<9).map { choice in
      var answers: [Int: Player.Given] = [:]
      for (place, page) in pages[..<index].enumerated() {
        guard let prediction = page.prediction else { continue }
        let count = if case .choice(let choices, _) = prediction.form { choices.count } else { 1 }
        let isChoice = if case .choice = prediction.form { true } else { false }
        let right = prediction.rightAnswer
        guard let answer = isChoice ? .choice(choice % count) : Answer(right, to: prediction) else { continue }
        answers[place] = Player.Given(
          answer: answer, judgement: Judgement(isRight: answer.description == right, found: right))
      }
      return answers
    }
    return answers.map { answers in
      var player = Player(lesson)
      (player.index, player.activity, player.answers) = (index, .reading, answers)
      for part in pages[index].content {
        guard case .expectations(let conditions) = part.content else { continue }
        for condition in conditions { player.findings[condition.line] = Player.Finding(holds: true, words: "") }
      }
      return LessonText(player, .unicode, width: 76, .brief).lines
    }.max { $0.count < $1.count } ?? []
  }
}
