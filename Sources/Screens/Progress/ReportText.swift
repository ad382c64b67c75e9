import Grid
import Lessons

extension ProgressReport {
  /// In lines for people.
  /// - Parameter limit: How many cells a line may have. A word that is longer has its own.
  public func lines(within limit: Int = 80) -> [String] {
    var writer = ReportWriter(limit: limit)
    writer.put("Ringside: progress" + (student.map { " of \($0)" } ?? ""))
    for lesson in lessons { writer.write(lesson) }
    return writer.lines
  }
}

private struct ReportWriter {
  let limit: Int
  private(set) var lines: [String] = []

  init(limit: Int) { self.limit = limit }

  mutating func put(_ text: String, behind mark: String = "") { lines += wrapped(text, behind: mark, within: limit) }

  mutating func write(_ lesson: LessonReport) {
    lines.append("")
    let number = lesson.number.map(String.init) ?? "-"
    put(lesson.title, behind: String(repeating: " ", count: max(0, 2 - number.count)) + number + "  ")
    let indent = "    "
    guard lesson.state != Standing.State.notBegun.rawValue else { return put(lesson.state, behind: indent) }
    let dates = [("finished", lesson.finished), ("last played", lesson.lastPlayed)]
    put(
      (["\(amount(lesson.stepsDone, of: lesson.steps)) steps done"]
        + dates.compactMap { words, date in date.map { "\(words) \($0)" } }).joined(separator: ", "),
      behind: indent)
    if lesson.predictionsAsked ?? lesson.predictions.count > 0 {
      put(
        "predictions: \(amount(lesson.predictionsRight, of: lesson.predictionsAsked)) right at the first answer",
        behind: indent)
    }
    for prediction in lesson.predictions { write(prediction) }
    if lesson.challengesSet ?? lesson.challenges.count > 0 {
      put("challenges: \(amount(lesson.challengesWon, of: lesson.challengesSet)) won", behind: indent)
    }
    for challenge in lesson.challenges {
      put(challenge.goal, behind: "      won    ")
      put("in \(challenge.moves) \(challenge.moves == 1 ? "move" : "moves"): \(challenge.schedule)", behind: below)
    }
  }

  private let below = String(repeating: " ", count: 13)

  private mutating func write(_ prediction: PredictionReport) {
    put(prediction.question, behind: "      \(prediction.right ? "right" : "wrong")  ")
    put("answered: \(words(prediction.answer, prediction.answerSays))", behind: below)
    if !prediction.right, !prediction.found.isEmpty {
      put("found: \(words(prediction.found, prediction.foundSays))", behind: below)
    }
    if prediction.tries > 1 {
      put("answered \(prediction.tries) times, at last \(prediction.latestRight ? "right" : "wrong")", behind: below)
    }
    if !prediction.votes.isEmpty {
      let rounds = prediction.votes.map { $0.map(String.init).joined(separator: " ") }
      put("votes for each choice: \(rounds.joined(separator: ", then "))", behind: below)
    }
  }

  private func words(_ text: String, _ says: String?) -> String { says.map { "\(text), \($0)" } ?? text }

  private func amount(_ number: Int, of whole: Int?) -> String { whole.map { "\(number) of \($0)" } ?? "\(number)" }
}
