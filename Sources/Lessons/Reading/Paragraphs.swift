extension LessonReader {
  /// Reads text, and code that is only shown, with their lines in the file.
  /// - Parameter what: the owner of the text: `a hint`.
  mutating func paragraphs(in lines: [Line], of what: String) -> [Paragraph] {
    pieces(of: lines).flatMap { piece -> [Located<Paragraph>] in
      switch piece {
      case .prose(let lines): return Self.paragraphs(lines)
      case .fence(let fence) where Fence.shown.contains(fence.info): return [fence.asCode]
      case .fence(let fence):
        mistake(fence.line, "\(what) cannot contain a block \(quoted(fence.info)); write that block after it")
      case .heading(let line, _):
        mistake(line, "\(what) cannot contain a heading; write that heading after it")
      case .unreadable: break
      }
      return []
    }.map(\.value)
  }

  /// The paragraphs of running text.
  static func paragraphs(_ lines: [Line]) -> [Located<Paragraph>] {
    var paragraphs: [Located<Paragraph>] = []
    var current: OpenParagraph?
    for line in lines {
      if let open = current {
        if let more = open.continuation(line) {
          current?.text.append(more)
          continue
        }
        paragraphs.append(open.closed)
      }
      current = OpenParagraph(line, isAfterListItem: paragraphs.last?.value.kind.isListItem ?? false)
    }
    if let current { paragraphs.append(current.closed) }
    return paragraphs
  }
}

/// A paragraph that may continue on the next lines.
private struct OpenParagraph {
  let line: Int
  let kind: Paragraph.Kind
  var text: [Substring]

  /// Begins with a line; nil if that is blank.
  init?(_ line: Line, isAfterListItem: Bool) {
    guard !line.isBlank else { return nil }
    self.line = line.number
    if let quote = line.quote {
      (kind, text) = (.quote, [quote])
    } else if let (mark, rest) = line.listItem {
      (kind, text) = (.listItem(mark: mark), [rest])
    } else if line.indentation >= 4, !isAfterListItem {
      (kind, text) = (.code, [line.text.dropFirst(4)])
    } else {
      (kind, text) = (.plain, [line.trimmed])
    }
  }

  /// The text that a line adds to it; nil if the line does not belong to it.
  func continuation(_ line: Line) -> Substring? {
    if kind == .code { return line.indentation >= 4 && !line.isBlank ? line.text.dropFirst(4) : nil }
    if line.isBlank { return nil }
    if kind == .quote { return line.quote.flatMap { $0.isEmpty ? nil : $0 } }
    if line.quote != nil { return nil }
    // Within a paragraph a number with a full stop may be ordinary text. The first item of a list is 1.
    if let (mark, _) = line.listItem, kind.isListItem || mark == "-" || mark == "1." { return nil }
    return line.trimmed
  }

  var closed: Located<Paragraph> {
    if kind == .code { return Located(line: line, Paragraph(code: text)) }
    return Located(line: line, Paragraph([Paragraph.TextRun](markdown: text.joined(separator: " ")), kind))
  }
}

extension Paragraph.Kind {
  fileprivate var isListItem: Bool { if case .listItem = self { true } else { false } }
}

extension Paragraph {
  /// Lines that keep their breaks.
  fileprivate init(code lines: some Sequence<Substring>) {
    self.init(lines.map { TextRun(Self.expandingTabs($0), .code) }, .code)
  }

  /// A tab advances to the next multiple of 4 columns.
  private static func expandingTabs(_ line: Substring) -> String {
    line.reduce(into: (text: "", column: 0)) { expanded, character in
      let width = character == "\t" ? 4 - expanded.column % 4 : 1
      expanded.text += character == "\t" ? String(repeating: " ", count: width) : String(character)
      expanded.column += width
    }.text
  }
}

extension Fence {
  /// As code, which keeps its lines.
  var asCode: Located<Paragraph> { Located(line: line, Paragraph(code: body.map(\.text))) }
}

extension Line {
  /// The text after `>`.
  fileprivate var quote: Substring? { trimmed.first == ">" ? trimmed.dropFirst().trimmed : nil }

  /// The mark and the text of a list item.
  fileprivate var listItem: (mark: String, text: Substring)? {
    let text = trimmed
    let digits = text.prefix { "0"..."9" ~= $0 }
    let mark = digits.isEmpty ? text.prefix(1) : text.prefix(digits.count + 1)
    guard digits.isEmpty ? ["-", "*", "+"].contains(mark) : mark.count <= 4 && mark.hasSuffix("."),
      text.dropFirst(mark.count).first == " "
    else { return nil }
    return (digits.isEmpty ? "-" : String(mark), text.dropFirst(mark.count).trimmed)
  }
}
