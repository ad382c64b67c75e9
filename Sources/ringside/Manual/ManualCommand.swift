import ArgumentParser
import Reports

/// `ringside manual`: the source of the manual pages, for those who package Ringside.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page of a command as the source of man(1), or list the pages.",
    shouldDisplay: false)

  @Argument(help: "The page, such as ringside-run; without one, the names of all are printed.")
  var page: String?

  func run() throws {
    let pages = try ManualPages.all()
    guard let page else { return pages.forEach { print($0.name) } }
    guard let found = pages.first(where: { $0.name == page }) else {
      throw ValidationError(Suggestion.refusal(page, isNot: "a manual page", among: pages.map(\.name)))
    }
    print(found.source, terminator: "")
  }
}
