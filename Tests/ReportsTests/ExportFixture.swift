import FoundationXML
import Foundation
import Grid

@testable import Reports

/// Recordings for the tests of export formats.
enum ExportFixture {
  /// Markup, quotes, the end of a script, characters that break lines in scripts, control characters, code points that
  /// XML forbids, and marks that join with `<` and `&` into one character.
  static let hostile =
    "<img src=x onerror=alert(1)> </script><!-- ]]> & \"quoted\" 'single' \u{1B}[31m \u{0} \u{2028}\u{2029} \u{FFFF} <\u{338}b &\u{301}amp; \u{202E}"

  static let size = Size(width: 40, height: 30)

  /// Every style, wide characters, marks, lines and blocks, and a number that changes.
  static func grid(_ number: Int, size: Size = size) -> Grid {
    var grid = Grid(size)
    grid.put(" step \(number)".padded(to: size.width), at: (0, 0), .title)
    for style in Style.allCases {
      grid.put("\(style) \(number % 3)", at: (2, 1 + Int(style.rawValue)), style)
    }
    grid.put("┌─┬┐ █▃░▒ ▶◀ ★‼…", at: (20, 2))
    grid.put("你好 👩‍👩‍👧 e\u{301} ✓", at: (20, 3), .changed)
    grid.put(hostile, at: (0, 25), .bad)
    grid.put("<a href='#'>&amp;</a>", at: (0, 26), .inlineCode)
    grid.put("終", at: (38, 27))
    return grid
  }

  /// Four moves of two processes after the start.
  static let recording = Recording(
    title: "Two & three " + hostile, command: "ringside run --schedule 'P1*2 C1' " + hostile,
    steps: [
      .init(words: "The processes are at their start.", grid: grid(0), seconds: 0),
      .init(
        move: "P1", process: "P1", event: "step", operation: "sem_wait(&empty)",
        changes: [.init("empty", "2", "1"), .init("item", "-", "P1·1")], words: "P1 takes a free slot of `slot[0]`.",
        grid: grid(1), seconds: 0.1),
      .init(
        move: "C1", process: "C1", event: "blocked", operation: "sem_wait(&full)", changes: [.init("full", "0", "0")],
        words: hostile, grid: grid(2),
        seconds: 60),
      .init(
        move: "P1", process: "P1", event: "step", operation: hostile,
        changes: [
          .init("empty", "1", "0"), .init("<b>", hostile, "</b>"), .init("r", "1", "2", isPrivate: true),
        ], words: "P1 did something.", grid: grid(3), seconds: 61),
      .init(move: "kill:C1", words: "C1 was killed.", grid: grid(4), seconds: 60.5),
    ])

  /// A longer one, in which a line or two of a screen change with each move.
  static func long(_ moves: Int, _ size: Size = Size(width: 80, height: 24)) -> Recording {
    let steps = (0...moves).map { number in
      var grid = Grid(size)
      for row in 0..<size.height { grid.put("row \(row) of the screen, which stays as it is", at: (1, row)) }
      for row in 0..<6 {
        grid.put("value \(number) ", at: (50, row * 3), .changed)
        grid.put("P\(row)", at: (70, row * 3), .giver)
      }
      return Recording.Step(
        move: number == 0 ? "" : "P1", process: "P1", event: "step", operation: "in = in + 1",
        changes: [.init("in", "\(number)", "\(number + 1)")], words: "P1 sets `in` to \(number).", grid: grid,
        seconds: Double(number))
    }
    return Recording(title: "A long run", command: "ringside run", steps: steps)
  }
}

/// The text between the tags of a well-formed document, and how often each element occurs.
final class MarkupReader: NSObject, XMLParserDelegate {
  private(set) var text = ""
  private(set) var elements: [String: Int] = [:]
  private(set) var attributes: [(element: String, name: String, value: String)] = []
  private(set) var mistake: String?
  /// The texts of the elements with this name, in order.
  private(set) var texts: [String: [String]] = [:]
  private var open: [(name: String, text: String)] = []

  init(_ document: String) {
    super.init()
    let parser = XMLParser(data: Data(document.utf8))
    parser.delegate = self
    if !parser.parse() { mistake = "\(parser.parserError.map { "\($0)" } ?? "") in line \(parser.lineNumber)" }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes values: [String: String]
  ) {
    elements[name, default: 0] += 1
    for (attribute, value) in values { attributes.append((name, attribute, value)) }
    open.append((name, ""))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    text += string
    for index in open.indices { open[index].text += string }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    if let last = open.popLast() { texts[name, default: []].append(last.text) }
  }
}
