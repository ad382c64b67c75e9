import Foundation
import Support
import Testing

@Suite("The README says what the code says")
struct ReadmeTests {
  private let readme = try! String(contentsOfFile: packageFolder + "/README.md", encoding: .utf8)

  private func options(in text: String) -> Set<String> {
    Set(text.matches(of: /(?:^|[\s`(\[])(--[a-z][a-z-]*)/).map { String($0.1) })
  }

  @Test("it can be read in five minutes: at most 150 lines")
  func length() {
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 150)
  }

  @Test("each of its options is one of some command")
  func options() throws {
    let pages = try run([ringside, "manual"]).output.split(separator: "\n")
    let texts = try pages.map { page in
      try run([ringside, "help"] + page.split(separator: "-").map(String.init)).output
    }
    let offered = options(in: texts.joined())
    #expect(offered.count > 40)
    #expect(options(in: readme).subtracting(["--help"]).isSubset(of: offered))
  }

  @Test("it lists the commands of the program, and no others")
  func commands() throws {
    let block = readme.components(separatedBy: "## The commands\n\n```\n")[1].components(separatedBy: "```")[0]
    let listed = Set(block.matches(of: /^ringside ([a-z]+)/.anchorsMatchLineEndings()).map { String($0.1) })
    let help = try run([ringside, "--help"]).output
    let offered = help.components(separatedBy: "SUBCOMMANDS:\n")[1].matches(of: /^  ([a-z]+)/.anchorsMatchLineEndings())
    #expect(listed == Set(offered.map { String($0.1) }))
  }

  @Test("each of its four faces has a picture, and each of its links leads somewhere")
  func links() {
    let targets = readme.matches(of: /\]\(([^)]+)\)/).map { String($0.1) }
    #expect(targets.filter { $0.hasPrefix("Lessons/pictures/") }.count == 4)
    for target in targets { #expect(FileManager.default.fileExists(atPath: packageFolder + "/" + target), "\(target)") }
  }
}
