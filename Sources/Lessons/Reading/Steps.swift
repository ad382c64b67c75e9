import Model

extension LessonReader {
  private static let mostSteps = 200

  /// The steps that the lines behind the front matter are made of.
  /// - Parameter title: The lesson's, for what stands before the first heading.
  mutating func steps(in lines: some Collection<Line>, title: String) -> [Step] {
    var steps: [Step] = []
    var step = Step(title: title, line: lines.first?.number ?? 1, parts: [])
    var hasHeading = false
    for piece in pieces(of: lines) {
      switch piece {
      case .heading(let line, let title):
        if hasHeading || !step.parts.isEmpty { steps.append(step) }
        step = Step(title: [Paragraph.Run](markdown: title).plainText, line: line, parts: [])
        hasHeading = true
      case .prose(let lines):
        step.parts += Self.paragraphs(lines).map { Part(line: $0.line, .text($0.value)) }
      case .fence(let fence):
        step.parts += part(fence, after: step.parts).map { [$0] } ?? []
      }
      if !hasHeading, let first = step.parts.first { step.line = first.line }
    }
    if hasHeading || !step.parts.isEmpty { steps.append(step) }
    check(steps)
    return steps
  }

  private mutating func check(_ steps: [Step]) {
    for step in steps where step.parts.isEmpty { mistake(step.line, "nothing stands in this step") }
    if steps.isEmpty { mistake(1, "the lesson has no step; each begins with a heading like ## Two producers") }
    if steps.count > Self.mostSteps {
      mistake(steps[Self.mostSteps].line, "a lesson has at most \(Self.mostSteps) steps")
    }
  }

  private static let blocks = ["do", "setup", "predict", "expect", "hint", "challenge", "notes"]

  private mutating func part(_ fence: Fence, after parts: [Part]) -> Part? {
    // It was said already that there is nothing in it.
    guard !fence.isEmpty else { return nil }
    switch fence.info {
    case "do": return deedsPart(fence)
    case "setup": return setupPart(fence)
    case "predict": return predictionPart(fence)
    case "expect": return expectationsPart(fence)
    case "challenge": return challengePart(fence)
    case "notes": return Part(line: fence.line, .notes(paragraphs(in: fence.body, of: "a note")))
    case "hint":
      if !parts.contains(where: \.canHaveHints) {
        mistake(fence.line, "a hint belongs to a predict or a challenge before it in its step, and there is none")
      }
      return Part(line: fence.line, .hint(paragraphs(in: fence.body, of: "a hint")))
    case _ where Fence.shown.contains(fence.info):
      return Part(line: fence.line, .text(fence.asCode.value))
    default:
      mistake(fence.line, unknown("block", fence.info, among: Self.blocks))
      return nil
    }
  }

  /// A block `expect`.
  private mutating func expectationsPart(_ fence: Fence) -> Part {
    let conditions = fence.body.filter { !$0.isBlank }.compactMap { line in
      condition(Located(line: line.number, String(line.trimmed)))
    }
    return Part(line: fence.line, .expectations(conditions))
  }
}

extension Part {
  fileprivate var canHaveHints: Bool {
    switch content {
    case .prediction, .challenge: true
    default: false
    }
  }
}
