import Grid
import Model

/// The catalogue of disciplines.
public enum DisciplineTable {
  /// For each program its disciplines, with what each is right or wrong for.
  public static func lines(_ disciplines: [Discipline]) -> [String] {
    Program.allCases.flatMap { program in
      ["\(program.rawValue): \(program.title)"]
        + disciplines.filter { $0.program == program }.flatMap { discipline in
          ["  \(discipline.name), \(discipline.title)\(discipline.isCorrect ? "" : " (broken on purpose)")"]
            + wrapped("\(discipline.summary) \(discipline.verdict)", within: 74).map { "      " + $0 }
        }
    }
  }

  /// The same for JSON.
  public static func entries(_ disciplines: [Discipline]) -> [some Encodable] { disciplines.map(Entry.init) }

  private struct Entry: Encodable {
    let program, name, title, summary, verdict: String
    let isCorrect: Bool

    init(_ discipline: Discipline) {
      program = discipline.program.rawValue
      (name, title, summary) = (discipline.name, discipline.title, discipline.summary)
      (verdict, isCorrect) = (discipline.verdict, discipline.isCorrect)
    }
  }
}
