import Grid
import Lessons
import Model

/// The output of `ringside lesson list`: a line for each lesson, with the user's progress in it.
public struct LessonList: Sendable, Hashable {
  /// A heading, and a line for each lesson, within the limit as far as the columns allow.
  public let lines: [String]
  /// A sentence about what to do next.
  public let hint: String

  /// - Parameter limit: how many cells a line may have.
  public init(_ lessons: [Lesson], _ progress: Progress, within limit: Int = 80) {
    let standings = lessons.map { Standing($0, progress[$0.name]) }
    hint = Self.hint(standings)
    let rows = [Row.heading] + standings.map { Row($0) }
    func widest(_ column: (Row) -> String) -> Int { rows.map { width(of: column($0)) }.max() ?? 0 }
    let others = [widest(\.number), widest(\.minutes), widest(\.state), widest(\.right), widest(\.won)]
    let gap = "  "
    let room = limit - others.reduce(0, +) - gap.count * others.count
    let title = max(min(widest(\.title), room), 12)
    lines = rows.map { row in
      let columns = [
        row.number.padded(before: others[0]), fitting([row.title], within: title, ellipsis: "...").padded(to: title),
        row.minutes.padded(before: others[1]), row.state.padded(to: others[2]), row.right.padded(before: others[3]),
        row.won.padded(before: others[4]),
      ]
      return columns.joined(separator: gap)
    }
  }

  /// The lesson that was left last, otherwise the first unfinished one, otherwise the first.
  private static func hint(_ standings: [Standing]) -> String {
    let begun = standings.filter { $0.state == .begun }
    if let last = begun.max(by: { $0.progress.played ?? "" < $1.progress.played ?? "" }) {
      return "`ringside lesson \(harmless(last.lesson.name))` continues where you left off"
    }
    guard let next = standings.first(where: { $0.state == .notBegun }) ?? standings.first else {
      return "there are no lessons here"
    }
    return "`ringside lesson \(harmless(next.lesson.name))` begins with the next one"
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
