/// One cell of the grid: a character and its meaning.
public struct Cell: Sendable, Hashable {
  /// The character drawn here. The empty string continues the wide character to the left.
  public var glyph: String
  public var style: Style

  public init(_ glyph: String, _ style: Style = .text) {
    self.glyph = glyph
    self.style = style
  }

  public static let blank = Cell(" ")
}

/// A width and a height in cells.
public struct Size: Sendable, Hashable {
  public var width: Int
  public var height: Int

  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}
