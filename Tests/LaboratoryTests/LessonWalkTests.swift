import Foundation
import Lessons
import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("Stepping back and forward in lessons", .serialized)
struct LessonWalkTests {
  static let files: [String] = {
    let folder = packageFolder + "/Lessons"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.first?.isNumber == true && $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
  }()

  /// From some pages of the lesson, its first among them: what leads to each is played anew.
  @Test("from any point, back and forward at random ends where the schedule alone leads", arguments: everyThird(files))
  func walk(file: String) throws {
    let lesson = try Lesson(readingFileAt: file, disciplines: Catalogue.disciplines)
    let pages = lesson.pages
    let stage = try ScriptRunner(lesson.setup, memory: MemoryChoice(lesson.backend), executable: ringside)
    defer { stage.close() }
    for index in stride(from: 0, to: pages.count, by: max(1, pages.count / 4)) {
      let page = pages[index]
      let deeds = page.deeds.map(\.value)
      // A search moves nobody here.
      let script = (lesson.script(before: index, of: pages) + deeds).filter { !$0.isSearch }
      stage.perform(script)
      try stage.finish()
      try walk(stage.experiment, moves: 60)
    }
  }

  private func walk(_ experiment: Experiment, moves: Int) throws {
    guard experiment.snapshot().schedule != nil else {
      // Nothing leads back to before time ran freely, and it is said.
      #expect(throws: Refusal.self) { try experiment.apply(.back) }
      return
    }
    var random = SystemRandomNumberGenerator()
    for _ in 0..<moves {
      let snapshot = experiment.snapshot()
      let ready = snapshot.workers.filter { $0.state == .parked }.map(\.id)
      switch Int.random(in: 0..<3, using: &random) {
      case 0 where snapshot.schedule?.moves.isEmpty == false: try experiment.apply(.back)
      case 1 where snapshot.undone > 0: try experiment.apply(.forward)
      default: if let id = ready.randomElement(using: &random) { try experiment.apply(.step(id)) }
      }
    }
    let schedule = try #require(experiment.snapshot().schedule)
    let digest = experiment.digest()
    try experiment.apply(.follow(schedule))
    #expect(experiment.digest() == digest, "after \(schedule)")
  }
}

extension ScriptStep {
  fileprivate var isSearch: Bool { if case .explore = self { true } else { false } }
}
