import ArgumentParser
import Grid
import Model
import Programs

/// `ringside disciplines`: the catalogue, with what each discipline is right or wrong for.
struct DisciplinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disciplines",
    abstract: "List the disciplines, and what each is right or wrong for.",
    discussion: """
      Examples:
        ringside disciplines
        ringside disciplines --json
      """)

  @Flag(help: "Print a JSON array with an object for each discipline.")
  var json = false

  func run() throws {
    if json {
      print(try JSONOutput.array(Catalogue.disciplines.map(Entry.init)))
      return
    }
    for program in Program.allCases {
      print("\(program.rawValue): \(program.title)")
      for discipline in Catalogue.disciplines(of: program) {
        print("  \(discipline.name), \(discipline.title)\(discipline.isCorrect ? "" : " (broken on purpose)")")
        for line in wrapped("\(discipline.summary) \(discipline.verdict)", within: 74) { print("      \(line)") }
      }
    }
  }

  /// A discipline as JSON.
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
