import ArgumentParser
import Programs
import Reports

/// `ringside disciplines`: the catalogue, with the verdict on each discipline.
struct DisciplinesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disciplines",
    abstract: "List the disciplines, and what each is right or wrong for.",
    discussion: CommandManual.disciplines.discussion)

  @Flag(help: "Print a JSON array with an object for each discipline.")
  var json = false

  func run() throws {
    let disciplines = Catalogue.disciplines
    if json { return print(try JSONOutput.array(DisciplineTable.entries(disciplines))) }
    DisciplineTable.lines(disciplines).forEach { print($0) }
  }
}
