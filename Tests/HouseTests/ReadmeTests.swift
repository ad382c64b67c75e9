import Foundation
import Screens
import Support
import Testing

@Suite("The README says what the code says")
struct ReadmeTests {
  private let readme = try! String(contentsOfFile: packageFolder + "/README.md", encoding: .utf8)

  @Test("its table of keys is the keymap's")
  func keys() { #expect(readme.contains(keymapMarkdown())) }

  @Test("every option of the command line is in it, and none that is not there")
  func options() throws {
    let option = /--[a-z][a-z-]*/
    let help = try [["run"], ["segments"], ["compare"], ["lesson", "play"], ["lesson", "check"], ["lesson", "list"]].map
    {
      try run([ringside] + $0 + ["--help"]).output
    }.joined()
    let offered = Set(help.matches(of: option).map { String($0.output) })
    #expect(offered.count > 15)
    let section = try #require(readme.components(separatedBy: "\n## ").first { $0.hasPrefix("The command line") })
    #expect(Set(section.matches(of: option).map { String($0.output) }) == offered.subtracting(["--help", "--version"]))
  }
}
