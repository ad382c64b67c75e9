import Foundation
import Lessons
import Model
import Programs
import Support

/// The lines that a user types who knows every answer, and a lesson that is played with them.
struct LinearPlay {
  let lesson: Lesson
  /// Decides the order of the choices.
  static let seed: UInt64 = 7

  /// The lesson as it is named on the command line.
  private let name: String

  /// - Parameter state: a folder for a copy of a lesson with long runs at full speed, in which these are short: they end
  ///   alike, and take half a minute where many others want the processor.
  init(_ file: LessonFile, in state: TemporaryFolder) throws {
    let text = file.text.replacingOccurrences(of: "expected >= 20000000", with: "expected >= 1000000")
    lesson = try Lesson(reading: text, file: file.fileName, disciplines: Catalogue.disciplines)
    name = text == file.text ? file.name : "\(state.path)/\(file.fileName)"
    if text != file.text { try text.write(toFile: name, atomically: true, encoding: .utf8) }
  }

  /// One line for each page and each answer, from the first page to the end.
  var lines: [String] {
    let pages = lesson.pages
    return pages.indices.flatMap { index -> [String] in
      let isLastOfStep = index + 1 == pages.count || pages[index + 1].step != pages[index].step
      if let answer = answer(on: index, of: pages) {
        // After an answer the next page of the step comes by itself.
        return [answer] + (isLastOfStep ? [""] : [])
      }
      if let challenge = pages[index].challenge { return ["\(challenge.solution.value)", "next"] }
      return [""]
    }
  }

  /// The right answer as it is typed, with the choices in the order of the seed.
  private func answer(on index: Int, of pages: [Page]) -> String? {
    guard let prediction = pages[index].prediction else { return nil }
    guard case .choice(let choices, let right) = prediction.form else { return prediction.rightAnswer }
    let before = pages[..<index].filter { $0.step == pages[index].step && $0.prediction != nil }
    let order = ChoiceOrder(
      count: choices.count, seed: Self.seed, step: pages[index].step, ordinal: before.count)
    return order.place(ofChoice: right).map { "\($0 + 1)" }
  }

  /// Plays it with these lines as the whole input.
  func play(_ lines: [String], in state: TemporaryFolder, _ options: String...) throws -> Finished {
    try linear(
      ["lesson", name] + options + ["--seed", "\(Self.seed)"], input: lines.map { $0 + "\n" }.joined(), state)
  }

  func progress(in state: TemporaryFolder) throws -> LessonProgress {
    try ProgressFile(at: state.path + "/ringside/progress").load().progress[lesson.name]
  }
}

/// Runs a command with `--linear` and this input through a pipe, to its end.
func linear(_ words: [String], input: some StringProtocol, _ state: TemporaryFolder) throws -> Finished {
  try linear(words, bytes: Array(input.utf8), state)
}

func linear(_ words: [String], bytes: [UInt8], _ state: TemporaryFolder) throws -> Finished {
  let path = state.path + "/input"
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  return try run(
    ["sh", "-c", "cat \"$0\" | \"$@\"", path, ringside] + words + ["--linear"],
    environment: ["XDG_STATE_HOME": state.path])
}
