import Grid
import Lessons
import Model

extension ProgressReport {
  /// The report in lines for people.
  /// - Parameter limit: how many cells a line may have. A longer word has its own line.
  public func lines(within limit: Int = 80) -> [String] {
    var writer = ReportWriter(limit: limit)
    writer.put("Ringside: progress" + (student.map { " of \($0)" } ?? ""))
    for lesson in lessons { writer.write(lesson) }
    writer.lines.append("")
    writer.put(
      """
      Checked now: each first answer was compared with its lesson again, and each challenge was replayed on real \
      processes. This cannot tell who played, whether the solutions were read in a lesson's file, or whether somebody \
      sealed an edited record with the key beside it. It is plain text: whoever hands it in can edit it.
      """)
    return writer.lines
  }
}

private struct ReportWriter {
  let limit: Int
  var lines: [String] = []

  init(limit: Int) { self.limit = limit }

  mutating func put(_ text: String, behind mark: String = "") { lines += wrapped(text, behind: mark, within: limit) }

  mutating func write(_ lesson: LessonReport) {
    lines.append("")
    let number = lesson.number.map(String.init) ?? "-"
    put(lesson.title, behind: String(repeating: " ", count: max(0, 2 - number.count)) + number + "  ")
    let indent = "    "
    guard lesson.state != Standing.State.notBegun.rawValue else { return put(lesson.state, behind: indent) }
    if let warning = lesson.trust.warning { put(warning, behind: indent) }
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
      put(
        "challenges: \(amount(lesson.challengesWon, of: lesson.challengesSet)) won without a solution", behind: indent)
    }
    for challenge in lesson.challenges { write(challenge) }
  }

  private let below = String(repeating: " ", count: 13)

  private mutating func write(_ prediction: PredictionReport) {
    let verdict = prediction.right.map { $0 ? "right" : "wrong" } ?? "?    "
    put(prediction.question, behind: "      \(verdict)  ")
    put("answered: \(words(prediction.answer, prediction.answerSays))", behind: below)
    if prediction.right == nil { put("not checked: the lesson is not at hand, or was changed", behind: below) }
    if prediction.right != true, !prediction.found.isEmpty {
      put("found: \(words(prediction.found, prediction.foundSays))", behind: below)
    }
    if prediction.tries > 1 { put("answered \(prediction.tries) times; the first answer counts", behind: below) }
    if !prediction.votes.isEmpty {
      let rounds = prediction.votes.map { $0.map(String.init).joined(separator: " ") }
      let answers =
        prediction.voted.isEmpty ? "each choice, in the file's order" : prediction.voted.joined(separator: ", ")
      put("votes for \(answers): \(rounds.joined(separator: ", then "))", behind: below)
    }
  }

  private mutating func write(_ challenge: ChallengeReport) {
    let verdict = challenge.won.map { $0 ? "won" : "not won" } ?? "?"
    put(challenge.goal, behind: "      " + verdict + String(repeating: " ", count: 7 - verdict.count))
    if !challenge.schedule.isEmpty {
      put("in \(Quantity.counted(challenge.moves, "move")): \(challenge.schedule)", behind: below)
    }
    if let reason = challenge.reason {
      put("\(challenge.won == nil ? "not checked" : "replayed"): \(reason)", behind: below)
    }
    switch challenge.solution {
    case .never: break
    case .before:
      put("a solution was shown" + (challenge.schedule.isEmpty ? "" : " before these moves were made"), behind: below)
    case .after: put("a solution was shown afterwards", behind: below)
    }
  }

  /// A choice's words are more useful than its number.
  private func words(_ text: String, _ says: String?) -> String { says ?? text }

  private func amount(_ number: Int, of whole: Int?) -> String { whole.map { "\(number) of \($0)" } ?? "\(number)" }
}

extension Trust {
  fileprivate var warning: String? {
    switch self {
    case .sealed: nil
    case .unsealed: "begun with an earlier Ringside, which sealed nothing: the record may have been edited"
    case .broken: "THE SEAL IS BROKEN: the record was edited, or copied from another installation"
    }
  }
}
