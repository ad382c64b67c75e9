import Foundation
import Glibc
import Lessons
import Model
import Support
import Testing

@Suite("Lessons in lines of text")
struct LinearLessonTests {
  private let state: TemporaryFolder

  init() throws { state = try TemporaryFolder() }

  @Test("every lesson can be done completely, with all answers right", arguments: LessonLibrary.files.map(\.name))
  func complete(name: String) throws {
    let play = try LinearPlay(try #require(LessonLibrary.file(named: name)), in: state)
    let finished = try play.play(play.lines, in: state)
    #expect(finished.status == 0 && finished.errors == "")
    #expect(finished.output.contains("The end of \(play.lesson.title)."))
    #expect(!finished.output.contains("\u{1B}") && !finished.output.contains("is not understood"))
    let pages = play.lesson.pages
    let progress = try play.progress(in: state)
    #expect(progress.finished != nil && progress.done == play.lesson.steps.map(\.title))
    #expect(progress.predictions.count == pages.count { $0.prediction != nil })
    #expect(progress.predictions.allSatisfy { $0.isRight && $0.tries == 1 })
    #expect(progress.challenges.count(where: \.isWon) == pages.count { $0.challenge != nil })
  }
}
