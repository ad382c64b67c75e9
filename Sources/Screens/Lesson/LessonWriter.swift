import Grid
import Lessons

/// Writes paragraphs below each other, with a blank line between them.
struct LessonWriter {
  let glyphs: GlyphSet
  let width: Int
  /// Whether it must be readable from far away.
  let isLarge: Bool
  let air: LessonText.Air
  var lines: [[Span]] = []
  /// The lines of the selection.
  var selection: Range<Int>?
  /// The lines on which a click means something.
  var targets: [(lines: Range<Int>, target: ClickTarget)] = []
  var wasListItem = false

  init(glyphs: GlyphSet, width: Int, isLarge: Bool, air: LessonText.Air) {
    (self.glyphs, self.width, self.isLarge, self.air) = (glyphs, width, isLarge, air)
  }

  /// Writes a paragraph. Its further lines begin under the first word after its mark.
  mutating func put(_ spans: [Span], mark: [Span] = [], closely: Bool = false) {
    if !lines.isEmpty, !closely { lines.append([]) }
    let indent = mark.cells
    let broken = wrapped(spans, within: max(8, width - indent))
    for (index, line) in broken.enumerated() {
      if index > 0, air == .spaced { lines.append([]) }
      lines.append((index == 0 ? mark : [Span(String(repeating: " ", count: indent))]) + line)
    }
  }

  func spans(_ runs: [Paragraph.TextRun], _ plain: Style = .text) -> [Span] {
    // Bold is easier to read from far away.
    let plain: Style = isLarge && plain == .text ? .key : plain
    return runs.map { Span($0.text, $0.emphasis.style ?? plain) }
  }
}

extension Paragraph.TextRun.Emphasis {
  fileprivate var style: Style? {
    switch self {
    case .plain: nil
    case .strong: .key
    case .emphasized: .narration
    case .code: .inlineCode
    }
  }
}
