import ArgumentParser
import Model
import Programs

/// The options for what runs: the program, its discipline, its sizes and its processes.
struct SetupOptions: ParsableArguments {
  @Option(
    help:
      "The program: \(Catalogue.programs.map(\.name).joined(separator: ", ")). (default: \(Catalogue.programs[0].name))",
    completion: .list(Catalogue.programs.map(\.name)),
    transform: OptionParsing.program)
  var program = Catalogue.programs[0]

  @Option(
    parsing: .unconditional, help: "Slots in the ring, \(OptionParsing.text(Setup.Limit.slots)). (default: 10)",
    transform: { try OptionParsing.whole($0, Setup.Limit.slots) })
  var slots: Int?

  @Option(
    parsing: .unconditional,
    help: "Words of 8 bytes in an item, \(OptionParsing.text(Setup.Limit.words)). (default: 1)",
    transform: { try OptionParsing.whole($0, Setup.Limit.words) })
  var words: Int?

  @Option(
    name: RoleCounts.names, parsing: .unconditionalSingleValue, help: ArgumentHelp(RoleCounts.help, valueName: "n"),
    transform: RoleCounts.read)
  var roleCounts: [RoleCount] = []

  @Option(
    parsing: .unconditional, help: "\(RoleCounts.processesHelp)",
    transform: { try OptionParsing.whole($0, 1...Setup.Limit.workersPerRole.upperBound) })
  var processes: Int?

  @Option(help: "The text that is written, in the message, up to \(MessageView.longest) bytes.")
  var text: String?

  @Option(
    help: """
      The synchronization: \(OptionParsing.disciplines.joined(separator: ", ")). \
      (default: the program's first, or with --resume the discipline of the ring in the file)
      """,
    completion: .list(OptionParsing.disciplines))
  var discipline: String?

  /// The chosen discipline.
  /// - Throws: a sentence if the options do not fit together.
  func validDiscipline() throws -> Discipline {
    _ = try RoleCounts.counts(roleCounts, processes: processes, program)
    try validateText()
    let setup = setup
    guard let index = Catalogue.index(of: setup.discipline, in: program) else {
      throw ValidationError(refusal(of: setup.discipline))
    }
    if let reason = Catalogue.disciplines[index].whyNot(setup) { throw ValidationError(reason) }
    return Catalogue.disciplines[index]
  }

  private func refusal(of name: String) -> String {
    let own = Catalogue.disciplines(of: program).map(\.name)
    let others = Catalogue.programs.filter { Catalogue.index(of: name, in: $0) != nil }.map(\.name)
    guard others.isEmpty else {
      return "`\(name)` is a discipline of the program \(others.listed("or")), not of \(program.name); "
        + "use \(own.listed("or"))"
    }
    return Suggestion.refusal(name, isNot: "a discipline of the program \(program.name)", among: own)
  }

  private func validateText() throws {
    guard let text else { return }
    if !program.settings.contains(.text) {
      let others = Catalogue.programs.filter { $0.settings.contains(.text) }.map(\.name)
      throw ValidationError(
        "--text is for the \(others.listed("or")) only; add --program \(others.first ?? "")")
    }
    guard !text.isEmpty, text.utf8.count <= MessageView.longest, harmless(text) == text else {
      throw ValidationError(
        "--text cannot be this text; use 1 to \(MessageView.longest) bytes without control or invisible characters")
    }
  }

  /// The setup that the options describe; the program's defaults for what they leave out.
  var setup: Setup {
    // `validDiscipline` has already refused invalid counts.
    let counts = (try? RoleCounts.counts(roleCounts, processes: processes, program)) ?? program.standardCounts
    return Setup(
      program, slots: slots ?? 10, words: words ?? 1, counts: counts,
      discipline: discipline ?? Catalogue.disciplines(of: program)[0].name, text: text ?? Setup.standardText)
  }
}
