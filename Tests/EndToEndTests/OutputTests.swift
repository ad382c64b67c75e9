import Foundation
import Support
import Testing

@Suite("Standard output")
struct OutputTests {
  static let commands = [
    "--help", "--version", "run --help", "disciplines", "disciplines --json", "lesson list", "lesson --report",
    "segments --json", "run --headless --items 5", "run --headless --items 5 --json",
    "run --headless --items 5 --trace --pace 1000", "compare --csv --sizes 4 --seconds 0.01",
    "--generate-completion-script bash",
  ]

  @Test("closed or full, it fails every command, in words", arguments: commands, [">&-", ">/dev/full"])
  func failing(command: String, redirection: String) throws {
    let folder = try TemporaryFolder()
    let finished = try run(
      ["sh", "-c", "exec \"$0\" \(command) \(redirection)", ringside], environment: ["XDG_STATE_HOME": folder.path])
    #expect(finished.status == 1)
    #expect(finished.errors.contains("standard output could not be written"), "\(finished.errors)")
    #expect(finished.errors.components(separatedBy: "standard output").count == 2, "\(finished.errors)")
  }

  @Test("nobody reads on: no word about it", arguments: commands)
  func unread(command: String) throws {
    let folder = try TemporaryFolder()
    let script = "{ \"$0\" \(command); echo $? >&2; } 2>\"\(folder.path)/errors\" | true"
    _ = try run(["sh", "-c", script, ringside], environment: ["XDG_STATE_HOME": folder.path])
    try #require(eventually { contents(folder.path + "/errors").hasSuffix("\n") })
    let errors = contents(folder.path + "/errors")
    // A short output may have been written before the reader ended.
    #expect(["141\n", "0\n"].contains { errors.hasSuffix($0) }, "\(errors)")
    #expect(!errors.contains("standard output") && !errors.contains("pipe"), "\(errors)")
  }

  @Test("a limit on the size of files is told in a sentence", arguments: [0, 1])
  func limited(blocks: Int) throws {
    let folder = try TemporaryFolder()
    // The limit is also one for what the test itself keeps in files.
    let script = "{ (ulimit -f \(blocks); exec \"$0\" run --headless --items 5); echo status=$?; } 2>&1 | cat"
    let finished = try run(["sh", "-c", script, ringside], environment: ["TMPDIR": folder.path])
    #expect(finished.output.hasPrefix("ringside: ") && finished.output.hasSuffix("status=1\n"), "\(finished.output)")
    #expect(finished.output.contains("ulimit -f") && finished.output.split(separator: "\n").count == 2)
  }

  @Test("a comparison under such a limit says why its rings are missing")
  func limitedComparison() throws {
    let script = "(ulimit -f 0; exec \"$0\" compare --csv --sizes 4 --seconds 0.01) | cat"
    let finished = try run(["sh", "-c", script, ringside])
    #expect(finished.output.contains("ring-semaphores,4,,,,,,,the limit on the size of files forbids"))
    #expect(finished.output.contains("pipe,4,") && !finished.output.contains("memfd"), "\(finished.output)")
  }
}
