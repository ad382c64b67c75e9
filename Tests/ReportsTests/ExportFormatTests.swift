import Foundation
import Grid
import Model
import Testing

@testable import Reports

@Suite("The formats of exports")
struct ExportFormatTests {
  @Test(
    "are known by the ending of a path",
    arguments: [
      ("run.html", ExportFormat.html), ("a/b.c/run.cast", .cast), ("run.SVG", .svg), ("run.txt", .txt),
      ("run.json", .json), ("trace.json", .json), ("run.perfetto.json", .perfetto), ("run.Trace.json", .perfetto),
    ])
  func known(path: String, format: ExportFormat) { #expect(ExportFormat(path: path) == format) }

  @Test(
    "no other ending is one",
    arguments: ["", "html", "run", "run.", "run.htm", "run.html/", "run.json.gz", "run.perfetto"])
  func unknown(path: String) { #expect(ExportFormat(path: path) == nil) }

  @Test("each has a word of its own, and a refusal lists all")
  func words() {
    #expect(ExportFormat.endings == ".html, .cast, .svg, .txt, .json or .perfetto.json")
    #expect(Set(ExportFormat.allCases.map(\.summary)).count == ExportFormat.allCases.count)
  }

  @Test("no control character of a recording reaches a file", arguments: ExportFormat.allCases, ThemeChoice.allCases)
  func controls(format: ExportFormat, theme: ThemeChoice) throws {
    let text = try format.contents(of: ExportFixture.recording, theme: theme)
    #expect(text.hasSuffix("\n"))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
  }
}

@Suite("An export as text")
struct TextExportTests {
  @Test("has title, command, and each step with its screen")
  func steps() throws {
    let text = try ExportFormat.txt.contents(of: ExportFixture.recording, theme: .standard)
    let lines = text.components(separatedBy: "\n")
    #expect(lines.first?.hasPrefix("Two & three <img src=x") == true)
    #expect(lines.contains { $0.hasPrefix("$ ringside run --schedule 'P1*2 C1' ") })
    #expect(lines.contains("0 of 4: start"))
    #expect(
      text.contains(
        """
        ========================================
        1 of 4: P1 sem_wait(&empty)
        P1 takes a free slot of `slot[0]`.
          empty 2 -> 1
          item - -> P1·1
        ========================================
         step 1
          text 1
        """))
    for step in ExportFixture.recording.steps { #expect(text.contains("\n" + step.grid.plainText)) }
    // Only the command is not broken: it is to be copied.
    #expect(lines.allSatisfy { width(of: $0) <= 40 || $0.hasPrefix("$ ") })
  }
}

@Suite("An export as JSON")
struct JSONExportTests {
  @Test("has a schema in each object, and the screens as rows")
  func steps() throws {
    let text = try ExportFormat.json.contents(of: ExportFixture.recording, theme: .standard)
    #expect(text.hasPrefix(#"{"command":"ringside run"#) && text.split(separator: "\n").count == 1)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["schema"] as? Int == 1 && object["kind"] as? String == "recording")
    #expect(object["title"] as? String == ExportFixture.recording.title)
    let steps = try #require(object["steps"] as? [[String: Any]])
    #expect(steps.map { $0["number"] as? Int } == [0, 1, 2, 3, 4])
    #expect(steps.allSatisfy { $0["schema"] as? Int == 1 })
    for (step, recorded) in zip(steps, ExportFixture.recording.steps) {
      #expect(step["words"] as? String == recorded.words)
      #expect((step["screen"] as? [String])?.joined(separator: "\n") == recorded.grid.plainText)
      #expect((step["screen"] as? [String])?.count == 30)
    }
    #expect(steps[0].keys.sorted() == ["changes", "number", "schema", "screen", "seconds", "words"])
    let changes = try #require(steps[1]["changes"] as? [[String: Any]])
    #expect(changes[0]["old"] as? Int == 2 && changes[0]["new"] as? Int == 1)
    #expect(changes[1]["old"] as? String == "-" && changes[1]["variable"] as? String == "item")
  }

  @Test("omits the command that nobody knows, and a time that is none")
  func omitted() throws {
    let step = Recording.Step(words: "", grid: Grid(Size(width: 1, height: 1)), seconds: .infinity)
    let text = try ExportFormat.json.contents(
      of: Recording(title: "t", command: nil, steps: [step]), theme: .standard)
    #expect(
      text == """
        {"kind":"recording","schema":1,"steps":[{"changes":[],"number":0,"schema":1,"screen":[""],"words":""}],"title":"t"}

        """)
  }
}

@Suite("An export as a picture")
struct SVGExportTests {
  @Test("is well-formed, has a title, and the words of the last screen", arguments: ThemeChoice.allCases)
  func picture(theme: ThemeChoice) throws {
    let svg = try ExportFormat.svg.contents(of: ExportFixture.recording, theme: theme)
    let reader = MarkupReader(svg)
    #expect(reader.mistake == nil)
    #expect(reader.texts["title"]?.first?.hasSuffix(": C1 was killed.") == true)
    #expect(reader.attributes.contains { $0.element == "svg" && $0.name == "role" && $0.value == "img" })
    #expect(reader.texts["text"]?.contains("step 4") == true)
    #expect(Set(reader.elements.keys) == ["svg", "title", "rect", "text"])
  }

  @Test("is light only for the light theme")
  func papers() {
    func ground(_ theme: ThemeChoice) -> String? {
      let svg = ExportFixture.recording.picture(theme)
      return svg.firstMatch(of: /rx="8" fill="(#[0-9a-f]{6})"/).map { String($0.1) }
    }
    #expect(ThemeChoice.allCases.map(ground) == ["#16181d", "#ffffff", "#16181d", "#000000", "#16181d", "#16181d"])
  }
}

@Suite("An export as Perfetto's trace")
struct PerfettoExportTests {
  private func events(_ recording: Recording) throws -> [[String: Any]] {
    let text = try ExportFormat.perfetto.contents(of: recording, theme: .standard)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["displayTimeUnit"] as? String == "ms")
    return try #require(object["traceEvents"] as? [[String: Any]])
  }

  @Test("has a track for each process and an event for each move")
  func moves() throws {
    let events = try events(ExportFixture.recording)
    func arguments(_ event: [String: Any]) -> [String: Any] { event["args"] as? [String: Any] ?? [:] }
    let threads = events.filter { $0["name"] as? String == "thread_name" && $0["ph"] as? String == "M" }
    #expect(threads.map { arguments($0)["name"] as? String } == ["P1", "C1", "the run"])
    #expect(threads.map { $0["tid"] as? Int } == [1, 2, 3])
    let moves = events.filter { $0["ph"] as? String == "X" }
    #expect(moves.map { $0["tid"] as? Int } == [1, 2, 1, 3])
    #expect(moves.map { $0["ts"] as? Int } == [100_000, 60_000_000, 61_000_000, 61_000_001])
    #expect(moves.map { $0["dur"] as? Int } == [1_000_000, 1_000_000, 1, 1_000_000])
    #expect(moves.map { arguments($0)["number"] as? Int } == [1, 2, 3, 4])
    #expect(moves[0]["name"] as? String == "sem_wait(&empty)" && moves[3]["name"] as? String == "kill:C1")
    #expect(arguments(moves[0])["changes"] as? [String] == ["empty 2 -> 1", "item - -> P1·1"])
  }

  @Test("counts the numbers that processes share, from their first value on")
  func counters() throws {
    let counters = try events(ExportFixture.recording).filter { $0["ph"] as? String == "C" }
    #expect(counters.map { $0["name"] as? String } == ["empty", "full", "empty", "full", "empty"])
    #expect(counters.map { ($0["args"] as? [String: Any])?["value"] as? Int } == [2, 0, 1, 0, 0])
    #expect(counters.map { $0["ts"] as? Int } == [0, 0, 100_000, 60_000_000, 61_000_000])
  }

  @Test("is sorted by time, whatever the clock said")
  func order() throws {
    var recording = ExportFixture.long(40)
    for index in recording.steps.indices {
      recording.steps[index].seconds = [0, 5, -3, .infinity, .nan, 1e300][index % 6]
    }
    let times = try events(recording).compactMap { $0["ts"] as? Int }
    #expect(times == times.sorted() && times.count == 81)
  }
}
