import Foundation
import Support
import Testing

/// The lecturer's script, key by key: after each row of its tables, the screen shows what the row says.
@Suite("The lecturer's script", .serialized)
struct DemonstrationTests {
  /// A row of a table: what to press, and what the screen shows then.
  struct Row {
    var keys: [String]
    var texts: [String]
  }

  private static let script: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return contents(root.appending(path: "Lessons/demonstration.md").path)
  }()

  /// The pieces of a text that are marked as code.
  private static func code(_ text: Substring) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map {
      String($0.element)
    }
  }

  private static let rows: [Row] = script.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
    let cells = line.split(separator: "|")
    return Row(keys: code(cells[0]), texts: code(cells[1]))
  }

  /// What begins it: the options after `ringside`.
  private static let options: [String] = {
    let line = script.split(separator: "\n").first { $0.hasPrefix("    ringside ") } ?? ""
    return line.split(separator: " ").dropFirst().map(String.init)
  }()

  /// A screen with single spaces between its words.
  private static func flat(_ screen: String) -> String {
    screen.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: "\n")
  }

  /// Whether a text is there; `#` stands for a number above 0.
  private static func shows(_ screen: String, _ text: String) -> Bool {
    guard let mark = text.firstIndex(of: "#") else { return screen.contains(text) }
    return screen.ranges(of: text[..<mark]).contains { range in "1"..."9" ~= screen[range.upperBound...].first ?? " " }
  }

  @Test("says what to press, and what is to be seen, in every row")
  func isComplete() {
    #expect(Self.options == ["--pace", "step"])
    #expect(Self.rows.count >= 20)
    for row in Self.rows { #expect(!row.keys.isEmpty && !row.texts.isEmpty, "\(row)") }
  }

  @Test("everything that it points at is on the screen")
  func play() throws {
    let terminal = try Terminal(Self.options)
    try terminal.standsReady()
    for row in Self.rows {
      for key in row.keys {
        let before = terminal.screen
        terminal.press(key == "space" ? "Space" : key)
        // A person does not press the next key before this one has done something.
        try terminal.comes("something new after \(key)") { $0 != before }
      }
      try terminal.comes("\(row.texts) after \(row.keys)") { screen in
        let flat = Self.flat(screen)
        return row.texts.allSatisfy { Self.shows(flat, $0) }
      }
    }
    terminal.press("q")
    try terminal.ends(0)
  }
}
