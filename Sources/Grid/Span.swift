/// A piece of text in one style. An array of them is a line.
public struct Span: Sendable, Hashable {
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .text) {
    self.text = text
    self.style = style
  }
}

extension [Span] {
  /// The width of the line in cells.
  public var cells: Int { reduce(0) { $0 + width(of: $1.text) } }

  /// The first of several wordings that fits. If none fits and there is an ellipsis, as much of the last one as fits.
  public static func first(of wordings: [[Span]], within limit: Int, ellipsis: String? = nil) -> [Span] {
    if let fits = wordings.first(where: { $0.cells <= limit }) { return fits }
    guard let ellipsis, let last = wordings.last else { return [] }
    return last.shortened(within: limit, ellipsis)
  }

  /// The line cut to the limit, with a sign that something is missing.
  public func shortened(within limit: Int, _ ellipsis: String) -> [Span] {
    guard let cut = cut(map(\.text).joined(), within: limit, ellipsis) else { return self }
    var left = cut.kept
    var line: [Span] = []
    for span in self where left > 0 {
      line.append(Span(String(span.text.prefix(left)), span.style))
      left -= span.text.count
    }
    return line + [Span(cut.mark, line.last?.style ?? first?.style ?? .text)]
  }
}

extension Grid {
  /// Draws a line from `place` to the right. Returns the column after it.
  @discardableResult
  public mutating func put(_ line: [Span], at place: CellPosition) -> Int {
    line.reduce(place.column) { column, span in put(span.text, at: (column, place.row), span.style) }
  }

  /// Draws a line so that its last cell is left of `end`.
  public mutating func put(_ line: [Span], endingAt end: Int, row: Int) {
    put(line, at: (end - line.cells, row))
  }
}

/// A sentence as spans: text between a pair of backticks is code. The backticks stay, because every terminal can show
/// them.
public func marked(_ sentence: String, _ plain: Style = .text) -> [Span] {
  let parts = sentence.split(separator: "`", omittingEmptySubsequences: false)
  // A backtick without a second one is an ordinary sign.
  let isOdd = parts.count.isMultiple(of: 2)
  return parts.enumerated().compactMap { index, part in
    let isCode = index % 2 == 1 && !(isOdd && index == parts.count - 1)
    let text = isCode ? "`\(part)`" : (isOdd && index == parts.count - 1 ? "`" : "") + part
    return text.isEmpty ? nil : Span(text, isCode ? .inlineCode : plain)
  }
}
