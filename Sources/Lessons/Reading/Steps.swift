import Model

/// A step that is being read.
private struct Section {
  var title: String
  /// The line of its heading.
  var line: Int
  /// Whether it is the part before the first heading.
  var isBeforeHeadings = false
  /// Whether it has no contents, right or wrong.
  var isEmpty = true
  var parts: [LessonPart] = []

  var step: Step { Step(title: title, line: isBeforeHeadings ? parts.first?.line ?? line : line, parts: parts) }
}

extension LessonReader {
  private static let mostSteps = 200

  /// Reads the steps from the lines after the front matter.
  /// - Parameter title: the lesson's title, for the part before the first heading.
  mutating func steps(in lines: some Collection<Line>, title: String) -> [Step] {
    var sections = [Section(title: title, line: lines.first?.number ?? 1, isBeforeHeadings: true)]
    for piece in pieces(of: lines) {
      if case .heading(let line, let title) = piece {
        sections.append(Section(title: [Paragraph.TextRun](markdown: title).plainText, line: line))
        continue
      }
      var section = sections.removeLast()
      section.isEmpty = false
      switch piece {
      case .prose(let lines): section.parts += Self.paragraphs(lines).map { LessonPart(line: $0.line, .text($0.value)) }
      case .fence(let fence): section.parts += part(fence, after: section.parts).map { [$0] } ?? []
      case .heading, .unreadable: break
      }
      sections.append(section)
    }
    if sections[0].isEmpty { sections.removeFirst() }
    check(sections)
    return sections.map(\.step)
  }

  private mutating func check(_ sections: [Section]) {
    for section in sections where section.isEmpty {
      mistake(section.line, "this step is empty; write its text below the heading")
    }
    if sections.isEmpty { mistake(1, "the lesson has no step; begin one with a heading such as `## Two producers`") }
    if sections.count > Self.mostSteps {
      mistake(sections[Self.mostSteps].line, "a lesson has at most \(Self.mostSteps) steps; split it")
    }
  }

  private static let blocks = ["do", "setup", "predict", "explore", "expect", "hint", "challenge", "notes"]

  private mutating func part(_ fence: Fence, after parts: [LessonPart]) -> LessonPart? {
    switch fence.info {
    case "do": return deedsPart(fence)
    case "setup": return setupPart(fence)
    case "predict": return predictionPart(fence)
    case "explore": return explorationPart(fence)
    case "expect": return expectationsPart(fence)
    case "challenge": return challengePart(fence)
    case "notes": return LessonPart(line: fence.line, .notes(paragraphs(in: fence.body, of: "a note")))
    case "hint":
      if !parts.contains(where: \.canHaveHints) {
        mistake(fence.line, "this hint has no predict or challenge before it in its step; write it after one")
      }
      return LessonPart(line: fence.line, .hint(paragraphs(in: fence.body, of: "a hint")))
    case _ where Fence.shown.contains(fence.info):
      return LessonPart(line: fence.line, .text(fence.asCode.value))
    default:
      mistake(fence.line, unknown("a block", fence.info, among: Self.blocks))
      return nil
    }
  }

  /// Reads an `expect` block.
  private mutating func expectationsPart(_ fence: Fence) -> LessonPart {
    let conditions = fence.body.filter { !$0.isBlank }.compactMap { line in
      condition(Located(line: line.number, String(line.trimmed)))
    }
    return LessonPart(line: fence.line, .expectations(conditions))
  }
}

extension LessonPart {
  fileprivate var canHaveHints: Bool {
    switch content {
    case .prediction, .challenge: true
    default: false
    }
  }
}
