import Foundation
import Support
import Testing

/// A path need not be UTF-8: the shell hands over its bytes.
@Suite("Paths that are not UTF-8", .serialized)
struct PathTests {
  /// Runs a line of bash in a folder of its own, with the program as `$0`.
  private func bash(_ line: String, in folder: TemporaryFolder) throws -> Finished {
    try run(["bash", "-c", "cd \"$1\" && " + line, ringside, folder.path])
  }

  @Test("the file that was named is made, resumed, and called by its bytes")
  func file() throws {
    let folder = try TemporaryFolder()
    let made = try bash("\"$0\" run --headless --items 20 --file $'r\\xff.dat' && test -s $'r\\xff.dat'", in: folder)
    #expect(made.status == 0, "\(made.errors)")
    let again = try bash("\"$0\" run --headless --items 20 --file $'r\\xff.dat'", in: folder)
    #expect(again.status != 0)
    #expect(again.errors.contains("r\\xff.dat already holds a ring"), "\(again.errors)")
    let resumed = try bash("\"$0\" run --headless --items 20 --resume --file=$'r\\xff.dat'; ls | wc -l", in: folder)
    #expect(resumed.output.hasSuffix("\n1\n"), "\(resumed.output)\(resumed.errors)")
    // One with the repaired name is another file.
    let other = try bash("\"$0\" run --headless --items 20 --resume --file $'r\\xef\\xbf\\xbd.dat'", in: folder)
    #expect(other.errors.contains("there is no file r\u{fffd}.dat to resume"))
  }

  @Test("a lesson is read from the file that was named")
  func lesson() throws {
    let folder = try TemporaryFolder()
    let missing = try bash("\"$0\" lesson check $'\\xff.md'", in: folder)
    #expect(missing.status == 1)
    #expect(missing.errors.hasPrefix("\\xff.md:1: it cannot be opened"), "\(missing.errors)")
    let broken = try bash("printf 'no lesson' > $'\\xff.md' && \"$0\" lesson check $'\\xff.md'", in: folder)
    #expect(broken.status == 1)
    #expect(broken.errors.hasPrefix("\\xff.md:1: ") && !broken.errors.contains("opened"), "\(broken.errors)")
  }

  @Test("any other word is called by its bytes")
  func words() throws {
    let folder = try TemporaryFolder()
    let refused = try bash("\"$0\" run --program $'ring\\xfe'", in: folder)
    #expect(refused.status == 64)
    #expect(refused.errors.contains("`ring\\xfe` is not a program"), "\(refused.errors)")
  }
}
