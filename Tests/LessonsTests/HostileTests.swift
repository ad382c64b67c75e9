import Glibc
import Lessons
import Model
import Programs
import Support
import Testing

@Suite("Files that are hostile or no lessons")
struct HostileTests {
  @Test(
    "what could deceive or upset a terminal is refused, with its line",
    arguments: [
      (0x00, "U+0000"), (0x1b, "U+001B"), (0x0d, "U+000D"), (0x7f, "U+007F"), (0x85, "U+0085"), (0x9b, "U+009B"),
      (0xad, "U+00AD"), (0x200b, "U+200B"), (0x202e, "U+202E"), (0x2028, "U+2028"), (0x2066, "U+2066"),
      (0xfeff, "U+FEFF"), (0xffff, "U+FFFF"), (0xe0041, "U+E0041"),
    ] as [(UInt32, String)])
  func characters(value: UInt32, code: String) throws {
    let character = String(try #require(Unicode.Scalar(value)))
    let found = Sample.mistakes(behindFront: "fine\nand\(character)not\n\nfine\na\(character)b")
    let reason = "there is an invisible character, \(code); remove it"
    #expect(found == ["12: \(reason)", "15: \(reason)"])
  }

  @Test("other letters than ours are welcome", arguments: ["ä", "日本語", "😀", "e\u{301}", "—", "→", "\u{E000}"])
  func letters(text: String) throws {
    #expect(try Sample.parts(text) == [LessonPart(line: 11, .text(Paragraph([.init(text)])))])
  }

  @Test("what is not UTF-8 is refused, with its line")
  func encoding() {
    let bytes = Array(Sample.front.utf8) + [0x78, 0x0a, 0x78, 0xff, 0x0a, 0xc0, 0x80, 0x0a]
    do {
      _ = try Lesson(reading: bytes, file: "x.md", disciplines: Catalogue.disciplines)
      Issue.record("it was read")
    } catch {
      #expect(error.all.map(\.line) == [12, 13])
    }
  }

  private static let tooMuchOfIt: [(String, String)] = [
    (String(repeating: "x", count: 1 << 20), "1: the file has "),
    ((0..<201).map { "## \($0)\nx\n" }.joined(), "411: a lesson has at most 200 steps"),
    (String(repeating: "```expect\nlots = 1\n```\n", count: 200), "12: there is no 'lots'"),
  ]

  @Test("too much of something", arguments: tooMuchOfIt)
  func tooMuch(body: String, mistake: String) {
    let found = Sample.mistakes(behindFront: body)
    #expect(found.first?.hasPrefix(mistake) ?? false && found.count <= 100)
  }

  private static let strangeLines: [String] = [
    String(repeating: " *a", count: 100_000), String(repeating: " **a *b", count: 50_000),
    String(repeating: "`a ``b ", count: 50_000), String(repeating: "> ", count: 100_000),
    String(repeating: "- a\n", count: 100_000), "a" + String(repeating: "\u{301}", count: 100_000),
    String(repeating: "*a* ", count: 100_000), String(repeating: "\\", count: 200_000),
    String(repeating: "```\n", count: 50_000), String(repeating: "`", count: 200_000),
    String(repeating: "a`", count: 100_000), String(repeating: "#", count: 200_000),
    "```do\n" + String(repeating: "x", count: 500_000) + "\n```",
    "```do\nrun until " + String(repeating: "lost = 1 and ", count: 30_000) + "\n```",
    "```expect\n" + String(repeating: "lost = 1 or ", count: 30_000) + "lost = 1\n```",
    "```" + String(repeating: "x", count: 500_000) + "\nx\n```",
    "```do\n" + String(repeating: "step P1*100000\n", count: 10_000) + "```",
  ]

  @Test("long and strange lines take no longer than others", arguments: strangeLines)
  func strange(body: String) {
    let time = ContinuousClock().measure { _ = Sample.mistakes(behindFront: body) }
    #expect(time < .seconds(20))
  }
}

@Suite("Lessons on the disk", .serialized)
struct DiskTests {
  private let home: TemporaryFolder
  private var folder: String { home.path }

  init() throws { home = try TemporaryFolder() }

  /// What is said of a file there.
  private func mistakes(_ name: String) -> [String] {
    let path = folder + "/" + name
    do {
      _ = try Lesson(readingFileAt: path, disciplines: Catalogue.disciplines)
      return []
    } catch {
      return error.all.map { "\($0)".replacing(folder + "/", with: "") }
    }
  }

  private func write(_ bytes: [UInt8], _ name: String) throws {
    let file = try #require(fopen(folder + "/" + name, "w"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  @Test("a lesson")
  func lesson() throws {
    try write(Array(Sample.whole.utf8), "03-x.md")
    #expect(mistakes("03-x.md") == [])
  }

  @Test("one of 10 MB is not even read")
  func large() throws {
    try write([], "x.md")
    try #require(truncate(folder + "/x.md", 10_000_000) == 0)
    #expect(mistakes("x.md") == ["x.md:1: the file has 10000000 bytes; a lesson has at most 1 MiB"])
  }

  @Test("one that is not there")
  func missing() { #expect(mistakes("x.md") == ["x.md:1: it cannot be opened: No such file or directory"]) }

  @Test("a name with a zero in it")
  func zero() { #expect(mistakes("x\0y").count == 1) }

  @Test("a folder")
  func directory() throws {
    try #require(mkdir(folder + "/x", 0o700) == 0)
    #expect(mistakes("x") == ["x:1: this is a folder; a lesson is a file"])
  }

  @Test("a pipe that nobody writes into")
  func pipe() throws {
    try #require(mkfifo(folder + "/x", 0o600) == 0)
    #expect(mistakes("x") == ["x:1: this is not a regular file"])
  }

  @Test("an empty one, and one with a mistake")
  func empty() throws {
    try write([], "x.md")
    #expect(mistakes("x.md").first?.hasPrefix("x.md:1: the front matter is missing") ?? false)
  }
}
