/// A block between fences.
struct Fence {
  /// The line of its opening fence.
  var line: Int
  /// The text after the opening fence.
  var info: String
  var body: [Line]

  /// The kinds that are only shown. All others have an effect.
  static let shown = ["", "c", "sh", "text"]
}

/// The pieces into which a text is split first.
enum Piece {
  /// `## …`
  case heading(line: Int, title: Substring)
  case fence(Fence)
  /// Lines of running text.
  case prose([Line])
  /// A piece whose mistake has been reported.
  case unreadable
}

extension LessonReader {
  mutating func pieces(of lines: some Collection<Line>) -> [Piece] {
    var pieces: [Piece] = []
    var prose: [Line] = []
    var rest = lines[...]
    func endProse() {
      if !prose.allSatisfy(\.isBlank) { pieces.append(.prose(prose)) }
      prose = []
    }
    while let line = rest.popFirst() {
      if let opening = OpeningFence(line) {
        endProse()
        pieces.append(fence(opening, line.number, &rest).map(Piece.fence) ?? .unreadable)
      } else if let title = heading(line) {
        endProse()
        pieces.append(.heading(line: line.number, title: title))
      } else {
        prose.append(line)
      }
    }
    endProse()
    return pieces
  }

  /// The text of a heading; nil if the line is not one.
  private mutating func heading(_ line: Line) -> Substring? {
    let hashes = line.text.prefix { $0 == "#" }
    let title = line.text.dropFirst(hashes.count)
    guard !hashes.isEmpty, title.isEmpty || title.first == " " || hashes.count > 1 else { return nil }
    guard hashes.count == 2, title.first == " ", !title.trimmed.isEmpty else {
      mistake(line.number, "\(quoted(line.trimmed)) is not a heading; write one like `## Two producers`")
      return hashes.count == 2 ? "?" : nil
    }
    return title.trimmed
  }

  /// Reads the lines before the closing fence, and the fence.
  private mutating func fence<Lines: Collection<Line>>(
    _ opening: OpeningFence, _ line: Int, _ rest: inout Lines
  ) -> Fence? where Lines.SubSequence == Lines {
    guard let end = rest.firstIndex(where: opening.isClosed) else {
      mistake(line, "this block is not closed; end it with a line \(opening.marks)")
      rest = rest[rest.endIndex...]
      return nil
    }
    let body = rest[..<end].map { body in
      Line(number: body.number, text: body.text.dropFirst(min(body.indentation, opening.indentation)))
    }
    rest = rest[rest.index(after: end)...]
    let fence = Fence(line: line, info: opening.info, body: body)
    guard !fence.body.allSatisfy(\.isBlank) else {
      mistake(line, "this block is empty; write something into it, or leave it out")
      return nil
    }
    return fence
  }
}

/// A line such as ```` ```do ````.
private struct OpeningFence {
  var indentation: Int
  var marks: String
  var info: String

  /// Nil if the line does not open a block.
  init?(_ line: Line) {
    indentation = line.indentation
    let text = line.text.dropFirst(indentation)
    marks = String(text.prefix { $0 == "`" })
    info = String(text.dropFirst(marks.count).trimmed)
    // Three or more backticks in a line of text, with others after them, are code in the text.
    guard indentation <= 3, marks.count >= 3, !info.contains("`") else { return nil }
  }

  func isClosed(by line: Line) -> Bool {
    let text = line.trimmed
    return line.indentation <= 3 && text.count >= marks.count && text.allSatisfy { $0 == "`" }
  }
}
