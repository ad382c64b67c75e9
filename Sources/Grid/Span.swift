/// A piece of text in one style. A row of them is a line.
public struct Span: Sendable, Hashable {
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .text) {
    self.text = text
    self.style = style
  }
}

extension [Span] {
  /// How many cells the line takes.
  public var cells: Int { reduce(0) { $0 + width(of: $1.text) } }

  /// The first of several wordings that is narrow enough. Failing that, and if there is an ellipsis to say so, as much of
  /// the last one as there is room for.
  public static func first(of wordings: [[Span]], within limit: Int, ellipsis: String? = nil) -> [Span] {
    if let fits = wordings.first(where: { $0.cells <= limit }) { return fits }
    guard let ellipsis, let last = wordings.last else { return [] }
    return last.shortened(within: limit, ellipsis)
  }

  /// The line cut to its room, with a sign that something is missing.
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
  /// Puts a line from `place` to the right. Returns the column after it.
  @discardableResult
  public mutating func put(_ line: [Span], at place: CellPosition) -> Int {
    line.reduce(place.column) { column, span in put(span.text, at: (column, place.row), span.style) }
  }

  /// Puts a line so that its last cell is left of `end`.
  public mutating func put(_ line: [Span], endingAt end: Int, row: Int) {
    put(line, at: (end - line.cells, row))
  }
}

/// A sentence as spans: what stands between a pair of backticks is code. The backticks stay: no terminal is too poor to
/// show them.
public func marked(_ sentence: String, _ plain: Style = .text) -> [Span] {
  let parts = sentence.split(separator: "`", omittingEmptySubsequences: false)
  // A backtick without a second one is only a sign.
  let isOdd = parts.count.isMultiple(of: 2)
  return parts.enumerated().compactMap { index, part in
    let isCode = index % 2 == 1 && !(isOdd && index == parts.count - 1)
    let text = isCode ? "`\(part)`" : (isOdd && index == parts.count - 1 ? "`" : "") + part
    return text.isEmpty ? nil : Span(text, isCode ? .inlineCode : plain)
  }
}
