import Foundation
import Glibc
import Support
import Testing

/// `ringside view`, on segments that the tests make themselves.
@Suite("Looking at any segment", .serialized)
struct ViewTests {
  private static let source = """
    struct inner { short a, b; };
    struct demo {
      int count;
      char name[8];
      double ratio;
      struct inner pair[2];
      enum { RED, GREEN } colour;
      int *where;
      unsigned flags;
      long big;
    };
    struct demo example;
    """

  /// A folder with the C file, and a segment with bytes in it; both go away with the folder.
  private func segment(_ body: (_ name: String, _ source: String) throws -> Void) throws {
    let folder = try TemporaryFolder()
    let source = folder.path + "/demo.c"
    try Self.source.write(toFile: source, atomically: true, encoding: .utf8)
    let name = uniqueSegmentName("view")
    var bytes = [UInt8](repeating: 0, count: 64)
    bytes[0] = 7
    bytes.replaceSubrange(4..<9, with: Array("hello".utf8))
    withUnsafeBytes(of: 0.5) { bytes.replaceSubrange(16..<24, with: $0) }
    bytes.replaceSubrange(30..<32, with: [0xfd, 0xff])
    bytes[32] = 1
    try Data(bytes).write(to: URL(fileURLWithPath: "/dev/shm" + name))
    defer { shm_unlink(name) }
    try body(name, source)
  }

  @Test("every kind of member is shown with its value")
  func values() throws {
    try segment { name, source in
      let finished = try run([ringside, "view", name, "--type", "struct demo", "--from", source, "--once"])
      #expect(finished.status == 0, "\(finished.errors)")
      let values = finished.output.split(separator: "\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false).prefix(2).joined(separator: "=")
      }
      #expect(
        values == [
          "count=7", "name=\"hello\"", "ratio=0.5", "pair[0].a=0", "pair[0].b=0", "pair[1].a=0", "pair[1].b=-3",
          "colour=GREEN", "where=NULL", "flags=0", "big=0",
        ])
    }
  }

  @Test("a segment that is missing or too small, and a struct that is not there, are refused in a sentence")
  func refused() throws {
    try segment { name, source in
      for (words, sentence) in [
        (["/ringside-nothing", "--type", "demo", "--from", source], "there is no segment `/ringside-nothing`"),
        ([name, "--type", "nothing", "--from", source], "there is no struct `nothing`"),
        ([name, "--type", "demo", "--from", "/bin/true"], "has no debug information"),
      ] {
        let finished = try run([ringside, "view"] + words + ["--once"])
        #expect(finished.status == 1 && finished.errors.contains(sentence), "\(finished.errors)")
      }
      truncate("/dev/shm" + name, 10)
      let small = try run([ringside, "view", name, "--type", "demo", "--from", source, "--once"])
      #expect(small.status == 1 && small.errors.contains("has 10 bytes, and `demo` needs 64"), "\(small.errors)")
    }
  }
}
