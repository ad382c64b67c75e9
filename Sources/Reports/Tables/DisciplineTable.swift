import Grid
import Model

/// The catalogue of disciplines.
public enum DisciplineTable {
  /// The disciplines of each program, with the verdict on each.
  public static func lines(_ disciplines: [Discipline]) -> [String] {
    var lines: [String] = []
    var program: Program?
    for discipline in disciplines {
      if program.map(discipline.belongs) != true {
        program = discipline.program
        lines.append("\(discipline.program.name): \(discipline.program.title)")
      }
      lines.append("  \(discipline.name), \(discipline.title)\(discipline.isCorrect ? "" : " (broken on purpose)")")
      lines += wrapped("\(discipline.summary) \(discipline.verdict)", within: 74).map { "      " + $0 }
    }
    return lines
  }

  /// The same for JSON.
  public static func entries(_ disciplines: [Discipline]) -> [some Encodable] { disciplines.map(Entry.init) }

  private struct Entry: Encodable {
    let program, name, title, summary, verdict: String
    let isCorrect: Bool

    init(_ discipline: Discipline) {
      program = discipline.program.name
      (name, title, summary) = (discipline.name, discipline.title, discipline.summary)
      (verdict, isCorrect) = (discipline.verdict, discipline.isCorrect)
    }
  }
}
