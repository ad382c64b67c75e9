import ArgumentParser
import Model
import Programs
import Reports

/// `ringside source`: a discipline as a C program.
struct SourceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source",
    abstract: "Print a discipline as a complete C program, which compiles, runs, and can be watched.",
    discussion: """
      Examples:
        ringside source semaphores >a.c
        ringside source no-mutex >a.c && ringside watch a.c
        ringside source left-first --program philosophers

      The loop of each role is the listing that the screen shows. The program needs nothing but the C library.

      Exit codes: 0 all is well; 64 wrong usage.
      """)

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
    let known = programs.flatMap(Catalogue.disciplines).map(\.name)
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
