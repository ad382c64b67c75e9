import Foundation
import Programs
import Screens
import Support
import Testing

@Suite("The README says what the code says")
struct ReadmeTests {
  private let readme = try! String(contentsOfFile: packageFolder + "/README.md", encoding: .utf8)

  /// A section by its heading, and the rows of the table in it that begins with this cell.
  private func section(_ heading: String) throws -> String {
    try #require(readme.components(separatedBy: "\n## ").first { $0.hasPrefix(heading) })
  }

  private func rows(_ heading: String, _ first: String) throws -> [String] {
    let lines = try section(heading).components(separatedBy: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("| \(first) |") })
    return Array(lines[(start + 2)...].prefix { $0.hasPrefix("|") })
  }

  private func options(in text: String) -> Set<String> {
    Set(text.matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
  }

  private func help(_ command: String) throws -> String {
    try run([ringside] + command.split(separator: " ").map(String.init) + ["--help"]).output
  }

  @Test("its table of keys is the keymap's")
  func keys() { #expect(readme.contains(keymapMarkdown(for: .ring))) }

  @Test("every option of the command line is in it, and none that is not there")
  func options() throws {
    let commands = [
      "run", "explore", "watch", "view", "source", "segments", "disciplines", "compare", "lesson play", "lesson check",
      "lesson list",
    ]
    let offered = options(in: try commands.map(help).joined())
    #expect(offered.count > 15)
    let known = offered.union(["--generate-completion-script"]).subtracting(["--help", "--version"])
    #expect(options(in: try section("The command line")).subtracting(["--help", "--version"]) == known)
  }

  @Test(
    "each table of options is the one of its command", arguments: ["run", "explore", "watch", "compare", "lesson play"])
  func table(command: String) throws {
    let name = command.split(separator: " ")[0]
    let cells = try rows("The command line", "option of `\(name)`").map { $0.components(separatedBy: " | ")[0] }
    let listed = cells.flatMap { options(in: $0) }
    #expect(Set(listed).count == listed.count)
    let offered = Set(
      try help(command).matches(of: /^ +((?:-\w, )?--[a-z-]+(?:, --[a-z-]+)*)/.anchorsMatchLineEndings())
        .flatMap { options(in: String($0.1)) })
    #expect(Set(listed).union(["--help", "--version"]).isSuperset(of: offered))
    #expect(offered.isSuperset(of: listed))
  }

  @Test("its columns of a trace are the program's")
  func trace() throws {
    let finished = try run([ringside] + "--headless --trace --schedule P1".split(separator: " ").map(String.init))
    #expect(
      finished.output.split(separator: "\t", omittingEmptySubsequences: false).count
        == (try rows("The command line", "column of `--trace`").count))
  }
}
