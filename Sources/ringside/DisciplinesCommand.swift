import ArgumentParser
import Grid
import Model
import Programs

/// `ringside disciplines`: what there is to choose, and what each is right or wrong for.
struct DisciplinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disciplines", abstract: "List the disciplines, and what each is right or wrong for.")

  func run() {
    for program in Program.allCases {
      print("\(program.rawValue): \(program.title)")
      for discipline in Catalogue.disciplines(of: program) {
        print("  \(discipline.name), \(discipline.title)\(discipline.isCorrect ? "" : " (broken on purpose)")")
        for line in wrapped("\(discipline.does) \(discipline.verdict)", within: 74) { print("      \(line)") }
      }
    }
  }
}
