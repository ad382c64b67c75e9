import Foundation
import Lessons
import Model
import Programs
import Support
import Testing

/// What Lessons/README.md shows is what is read.
@Suite("The format's description")
struct FormatTests {
  private static let lines: [Substring] = {
    let text = (try? String(contentsOfFile: packageFolder + "/Lessons/README.md", encoding: .utf8)) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false)
  }()

  /// The examples that are set off by four spaces, without them.
  private static let examples: [String] = {
    var examples: [[Substring]] = []
    for (before, line) in zip([""] + lines, lines) where line.hasPrefix("    ") {
      let isNew = !before.hasPrefix("    ") || line.hasPrefix("    ```") && line.count > 7
      if isNew { examples.append([]) }
      examples[examples.count - 1].append(line.dropFirst(4))
    }
    return examples.map { $0.joined(separator: "\n") }
  }()

  private static let front = examples.first { $0.hasPrefix("---") } ?? ""
  private static let blocks = examples.filter { $0.hasPrefix("```") }

  /// What stands in the first columns of its tables, between backticks.
  private static func firstColumns(under heading: String) -> [String] {
    lines.drop { $0 != heading }.dropFirst().prefix { !$0.hasPrefix("##") }.filter { $0.hasPrefix("| `") }.flatMap {
      row in
      row.split(separator: "|")[0].split(separator: "`").filter { !$0.allSatisfy { " ,".contains($0) } }.map(
        String.init)
    }
  }

  @Test("its front matter is read")
  func frontMatter() throws {
    let lesson = try Sample.lesson(Self.front + "\nx")
    #expect(lesson.minutes == 10 && lesson.goals.count == 2 && lesson.setup.count(at: 0) == 2)
  }

  @Test("its blocks are read", arguments: blocks)
  func block(example: String) throws {
    let asked = "```predict\nask: x\nnumber: lost\nanswer: 0\n```\n"
    let lesson = try Sample.lesson(Self.front + "\n" + (example.hasPrefix("```hint") ? asked : "") + example)
    #expect(lesson.steps.count == 1)
  }

  @Test("it shows every block")
  func complete() {
    let shown = Set(Self.blocks.map { $0.dropFirst(3).prefix { $0 != "\n" } })
    #expect(shown == ["do", "setup", "predict", "explore", "expect", "hint", "challenge", "notes"])
  }

  @Test("its deeds are read", arguments: firstColumns(under: "### do: what happens"))
  func deed(line: String) throws {
    let written = line.replacing("CONDITION", with: "lost = 1")
    let parts = try Sample.parts("```do\n\(written)\n```")
    guard case .deeds(let deeds) = parts[0].content else { throw ReadingTests.Failure() }
    #expect(deeds.count == 1)
  }

  @Test("its terms are terms", arguments: firstColumns(under: "## Conditions"))
  func term(name: String) throws { _ = try Term(reading: name) }
}
