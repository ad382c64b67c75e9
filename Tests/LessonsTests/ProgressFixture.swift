import FoundationEssentials
import Glibc
import Lessons
import Model
import Support
import Testing

/// A lesson with a prediction and a challenge, as far as progress looks at it.
func sampleLesson(_ name: String = "synchronization-off", number: Int? = 11, steps: [String] = ["Look", "Lose", "Win"])
  -> Lesson
{
  let holds = Located(line: 1, try! Condition(reading: "lost = 1"))
  let prediction = Prediction(
    [.init("What will the ledger say?")],
    .choice([.init([.init("nothing")], holds), .init([.init("one item is lost")], holds)], right: 1))
  let challenge = Challenge(
    [.init("Make it lose an item.")], until: holds, limit: 9,
    solution: Located(line: 1, Schedule([WorkerID("P1")!])))
  return Lesson(
    name: name, number: number, title: "Synchronization off: lost, duplicated, torn", minutes: 10, goals: [],
    setup: Setup(program: .ring),
    steps: steps.enumerated().map { index, title in
      Step(
        title: title, line: index,
        parts: [
          LessonPart(line: 1, .text(Paragraph([.init("See.")]))), LessonPart(line: 2, .prediction(prediction)),
          LessonPart(line: 3, .challenge(challenge)),
          LessonPart(line: 4, .notes([Paragraph([.init("Let them argue.")])])),
        ])
    })
}

/// Progress with something of everything in it, and texts that no file likes.
func sampleProgress() -> Lessons.Progress {
  let nasty = " \u{301}a\\n\n\t\u{1B}[31m\u{202E}\r\n\0# end\u{9B} \u{1F469}\u{200D}\u{1F680}é "
  var progress = Lessons.Progress()
  for name in ["synchronization-off", "a b \(nasty)", ""] {
    let lesson = sampleLesson(name, steps: ["Look", nasty, ""])
    progress[name].enter(LessonPlace(step: 1, title: nasty, page: 1), on: "2026-01-02T10:00:00Z")
    for step in lesson.steps { progress[name].complete(step.title, on: "2026-01-02T10:00:00Z") }
    progress[name].answer(
      PredictionRecord(
        step: "Look", number: 1, question: nasty, answer: .init("1", says: nasty), found: .init(""), isRight: false,
        votes: [[12, 3, 5], []]), on: "2026-01-02")
    progress[name].answer(
      PredictionRecord(step: "Look", number: 1, question: "?", answer: .init("2"), isRight: true), on: "2026-01-02")
    progress[name].answer(
      PredictionRecord(step: nasty, number: 2, question: "Which?", answer: .init(nasty), isRight: true),
      on: "2026-01-02")
    progress[name].win(
      ChallengeRecord(step: "", number: 1, goal: nasty, schedule: "P1*2 P2*2 kill:P1", moves: 5), on: "2026-01-03")
    progress[name].finish(on: nasty)
  }
  progress["only touched"] = LessonProgress()
  return progress
}

/// A place for progress in a folder of its own, gone with this object.
final class ProgressHome: Sendable {
  private let home: TemporaryFolder
  var path: String { home.path }

  init() throws { home = try TemporaryFolder() }

  var folder: String { path + "/state/ringside" }
  var file: ProgressFile { ProgressFile(at: folder + "/progress") }

  /// What is in the folder, in order.
  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? [] }

  func write(_ bytes: some Sequence<UInt8>, to name: String = "progress") throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  func read(_ name: String = "progress") -> [UInt8]? {
    FileManager.default.contents(atPath: "\(folder)/\(name)").map(Array.init)
  }
}
