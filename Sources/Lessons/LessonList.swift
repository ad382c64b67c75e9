/// What `ringside lesson list` shows: a line for each lesson, with how far somebody has come in it.
public struct LessonList: Sendable, Hashable {
  /// A heading, and a line for each lesson. No longer than was asked for, as far as the columns allow.
  public let lines: [String]
  /// How to go on, in a sentence.
  public let hint: String

  /// - Parameters:
  ///   - width: How many cells a line may have.
  ///   - measure: How many cells a text has.
  public init(_ lessons: [Lesson], _ progress: Progress, width: Int = 80, measure: Measure = { $0.count }) {
    let standings = lessons.map { Standing($0, progress[$0.name]) }
    hint = Self.hint(standings)
    let rows = [Row.heading] + standings.map { Row($0) }
    func widest(_ column: (Row) -> String) -> Int { rows.map { measure(column($0)) }.max() ?? 0 }
    let others = [widest(\.number), widest(\.minutes), widest(\.state), widest(\.right), widest(\.won)]
    let gap = "  "
    let room = width - others.reduce(0, +) - gap.count * others.count
    let title = max(min(widest(\.title), room), 12)
    lines = rows.map { row in
      let columns = [
        row.number.fitted(to: others[0], right: true, measure), row.title.fitted(to: title, measure),
        row.minutes.fitted(to: others[1], right: true, measure), row.state.fitted(to: others[2], measure),
        row.right.fitted(to: others[3], right: true, measure), row.won.fitted(to: others[4], right: true, measure),
      ]
      return columns.joined(separator: gap)
    }
  }

  /// The lesson that was left last, or the first that was not played to its end, or the first.
  private static func hint(_ standings: [Standing]) -> String {
    let begun = standings.filter { $0.state == .begun }
    if let last = begun.max(by: { $0.progress.played ?? "" < $1.progress.played ?? "" }) {
      return "`ringside lesson \(harmless(last.lesson.name))` goes on where you were"
    }
    guard let next = standings.first(where: { $0.state == .notBegun }) ?? standings.first else {
      return "there are no lessons here"
    }
    return "`ringside lesson \(harmless(next.lesson.name))` begins one"
  }
}

private struct Row {
  var number, title, minutes, state, right, won: String

  static let heading = Row(
    number: "", title: "lesson", minutes: "min", state: "state", right: "right", won: "won")
}

extension Row {
  init(_ standing: Standing) {
    let lesson = standing.lesson
    number = lesson.number.map(String.init) ?? "-"
    title = harmless(lesson.title)
    minutes = String(lesson.minutes)
    state =
      switch standing.state {
      case .notBegun, .done: standing.state.rawValue
      case .begun: "step \(standing.step + 1) of \(lesson.steps.count)"
      }
    right = standing.asked == 0 ? "-" : "\(standing.right)/\(standing.asked)"
    won = standing.challenges == 0 ? "-" : "\(standing.won)/\(standing.challenges)"
  }
}
