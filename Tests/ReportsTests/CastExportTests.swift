import Foundation
import Grid
import Testing

@testable import Reports

/// A terminal that knows the few sequences of a cast: ECMA-48's CUP, CHA, ED 2 and SGR, and DECTCEM.
private struct Replay {
  struct Mistake: Error { let sequence: String }

  var (column, row) = (0, 0)
  var look = ""
  var hidesCursor = false
  /// The characters and the last Select Graphic Rendition before each.
  var cells: [[(glyph: String, look: String)]]

  init(width: Int, height: Int) {
    cells = Array(repeating: Array(repeating: (" ", ""), count: width), count: height)
  }

  mutating func write(_ data: String) throws {
    var rest = Substring(data)
    while let character = rest.first {
      if character == "\u{1B}" {
        guard let match = rest.prefixMatch(of: /\u{1B}\[(\??[0-9;]*)([A-Za-z])/) else {
          throw Mistake(sequence: "\(rest.prefix(8))")
        }
        try control(String(match.1), match.2)
        rest = rest[match.range.upperBound...]
      } else {
        guard row < cells.count, column < cells[row].count else { throw Mistake(sequence: "\(row), \(column)") }
        cells[row][column] = (String(character), look)
        for offset in 1..<max(1, width(of: character)) { cells[row][column + offset] = ("", look) }
        column += width(of: character)
        rest = rest.dropFirst()
      }
    }
  }

  private mutating func control(_ parameters: String, _ final: Substring) throws {
    let numbers = parameters.split(separator: ";").compactMap { Int($0) }
    switch (final, parameters) {
    case ("H", _) where numbers.count == 2: (row, column) = (numbers[0] - 1, numbers[1] - 1)
    case ("G", _) where numbers.count == 1: column = numbers[0] - 1
    case ("J", "2"): self = Replay(width: cells.first?.count ?? 0, height: cells.count, like: self)
    case ("m", _): look = parameters
    case ("l", "?25"): hidesCursor = true
    case ("h", "?25"): hidesCursor = false
    default: throw Mistake(sequence: parameters + final)
    }
  }

  private init(width: Int, height: Int, like other: Replay) {
    self.init(width: width, height: height)
    (hidesCursor, look) = (other.hidesCursor, other.look)
  }
}

@Suite("An export for asciinema")
struct CastExportTests {
  private struct Event {
    var time: Double
    var code: String
    var data: String
  }

  private func read(
    _ recording: Recording, _ theme: ThemeChoice = .standard
  ) throws -> (header: [String: Any], events: [Event]) {
    let text = try ExportFormat.cast.contents(of: recording, theme: theme)
    let lines = text.split(separator: "\n").map { Data($0.utf8) }
    let header = try #require(try JSONSerialization.jsonObject(with: lines[0]) as? [String: Any])
    let events = try lines.dropFirst().map { line in
      let array = try #require(try JSONSerialization.jsonObject(with: line) as? [Any])
      #expect(array.count == 3)
      return Event(
        time: try #require(array[0] as? Double), code: try #require(array[1] as? String),
        data: try #require(array[2] as? String))
    }
    return (header, events)
  }

  @Test("shows after each step that step's screen, with the theme's colours", arguments: ThemeChoice.allCases)
  func screens(choice: ThemeChoice) throws {
    let recording = ExportFixture.recording
    let (header, events) = try read(recording, choice)
    #expect(header["version"] as? Int == 2)
    #expect(header["width"] as? Int == 40 && header["height"] as? Int == 30)
    let theme = choice.theme(on: .unknown(prefersLight: choice == .light))
    var replay = Replay(width: 40, height: 30)
    var steps = recording.steps[...]
    for event in events {
      if event.code == "o" {
        try replay.write(event.data)
        continue
      }
      let next = steps.popFirst()
      let step = try #require(next)
      #expect(event.code == "m" && replay.hidesCursor)
      for (row, cells) in step.grid.rows.enumerated() {
        #expect(replay.cells[row].map(\.glyph) == cells.map(\.glyph))
        #expect(replay.cells[row].map { "\u{1B}[\($0.look)m" } == cells.map { theme[$0.style].escapeSequence })
      }
    }
    #expect(steps.isEmpty)
    #expect(!replay.hidesCursor)
  }

  @Test("has a marker at each step, and neither hurries nor waits")
  func times() throws {
    let events = try read(ExportFixture.recording).events
    #expect(events.map(\.code) == ["o", "m", "o", "m", "o", "m", "o", "m", "o", "m", "o"])
    #expect(events.map(\.time) == [0, 0, 0.5, 0.5, 2.5, 2.5, 3.5, 3.5, 4, 4, 6])
    let markers = events.filter { $0.code == "m" }.map(\.data)
    #expect(markers[0] == "0 The processes are at their start.")
    #expect(markers[1] == "1 P1: P1 takes a free slot of `slot[0]`." && markers[4] == "4 kill:C1: C1 was killed.")
  }

  @Test("draws only the rows that changed")
  func rows() throws {
    let events = try read(ExportFixture.long(3)).events.filter { $0.code == "o" }
    let rows = events.map { $0.data.matches(of: /\u{1B}\[(\d+);1H/).compactMap { Int($0.1) } }
    #expect(rows == [Array(1...24), [1, 4, 7, 10, 13, 16], [1, 4, 7, 10, 13, 16], [1, 4, 7, 10, 13, 16], []])
  }

  @Test("draws a screen of another size anew, in a terminal that is wide enough for all")
  func sizes() throws {
    let (small, large) = (ExportFixture.long(0, Size(width: 10, height: 3)), ExportFixture.long(0))
    let (header, events) = try read(Recording(title: "", command: nil, steps: large.steps + small.steps))
    #expect(header["width"] as? Int == 80 && header["title"] as? String == "A run of Ringside")
    var replay = Replay(width: 80, height: 24)
    for event in events where event.code == "o" { try replay.write(event.data) }
    #expect(replay.cells[0].map(\.glyph).joined() == " row 0 of".padded(to: 80))
    #expect(replay.cells[3].allSatisfy { $0.glyph == " " })
  }
}
