import ArgumentParser
import Model
import Programs
import Reports

/// `ringside source`: a discipline as a C program.
struct SourceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source",
    abstract: "Print a discipline as a complete C program, which compiles, runs, and can be watched.",
    discussion: CommandManual.source.discussion)

  @Argument(
    help: "The discipline: \(OptionParsing.disciplines.joined(separator: ", ")).",
    completion: .list(OptionParsing.disciplines))
  var discipline: String

  @Option(
    help: """
      The program: \(Catalogue.programs.map(\.name).joined(separator: ", ")). (default: the first that has the discipline)
      """,
    completion: .list(Catalogue.programs.map(\.name)), transform: OptionParsing.program)
  var program: Program?

  private func found() throws -> Discipline {
    let programs = program.map { [$0] } ?? Catalogue.programs
    if let found = programs.lazy.flatMap(Catalogue.disciplines).first(where: { $0.name == discipline }) { return found }
    let own = Set(programs.flatMap(Catalogue.disciplines).map(\.name))
    let known = OptionParsing.disciplines.filter(own.contains)
    throw ValidationError(
      Suggestion.refusal(
        discipline, isNot: program.map { "a discipline of the program \($0.name)" } ?? "a discipline", among: known))
  }

  func validate() throws { _ = try found() }

  func run() throws {
    let discipline = try found()
    print(CProgram(discipline, Catalogue.source(of: discipline.program)).text, terminator: "")
  }
}
