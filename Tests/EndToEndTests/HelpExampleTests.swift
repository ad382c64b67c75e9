import Support
import Testing

@Suite("The examples of --help", .serialized)
struct HelpExampleTests {
  private static let commands = [
    "", "run", "lesson", "lesson list", "lesson check", "segments", "disciplines", "compare",
  ]

  private func help(_ command: String) throws -> Finished {
    try run([ringside] + command.split(separator: " ").map(String.init) + ["--help"])
  }

  /// The lines that show a command line: indented, and with two blanks before what they say about it.
  private func examples(_ command: String) throws -> [String] {
    try help(command).output.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("  ringside") else { return nil }
      let words = line.dropFirst(2)
      return String(words[..<(words.firstRange(of: "  ")?.lowerBound ?? words.endIndex)])
    }.filter { !$0.contains("...") && !$0.contains("[") }
  }

  @Test("no line is wider than a terminal", arguments: commands)
  func width(command: String) throws {
    let help = try help(command)
    #expect(help.status == 0 && help.errors == "")
    for line in help.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }

  @Test("work as they are written", arguments: commands)
  func work(command: String) throws {
    let examples = try examples(command)
    #expect(!examples.isEmpty)
    #expect(try help(command).output.contains("Examples:"))
    for example in examples {
      let folder = try TemporaryFolder()
      let script = "cd \"$0\" && \"$1\"" + example.dropFirst("ringside".count)
      let finished = try run(
        ["bash", "-c", script, folder.path, ringside], environment: ["XDG_STATE_HOME": folder.path])
      // A run may find what it was made to find. One that needs a screen has accepted its options before it says so.
      let needsScreen = finished.status == 1 && finished.errors.contains("not a terminal")
      #expect([0, 3, 4].contains(finished.status) || needsScreen, "\(example): \(finished.errors)")
    }
  }
}
