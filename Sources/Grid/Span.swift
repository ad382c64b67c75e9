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

  /// The first of several wordings that is narrow enough, or nothing: words are never cut.
  public static func first(of wordings: [[Span]], within limit: Int) -> [Span] {
    wordings.first { $0.cells <= limit } ?? []
  }
}

extension Grid {
  /// Puts a line from `place` to the right. Returns the column after it.
  @discardableResult
  public mutating func put(_ line: [Span], at place: Place) -> Int {
    line.reduce(place.column) { column, span in put(span.text, at: (column, place.row), span.style) }
  }

  /// Puts a line so that its last cell is left of `end`.
  public mutating func put(_ line: [Span], endingAt end: Int, row: Int) {
    put(line, at: (end - line.cells, row))
  }
}
