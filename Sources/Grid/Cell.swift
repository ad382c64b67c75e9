/// One place of the grid: a character and what it means.
public struct Cell: Sendable, Hashable {
  /// What is drawn here. The empty string continues the wide character to the left.
  public var glyph: String
  public var style: Style

  public init(_ glyph: String, _ style: Style = .text) {
    self.glyph = glyph
    self.style = style
  }

  public static let blank = Cell(" ")
}

/// How many cells wide and high something is.
public struct Size: Sendable, Hashable {
  public var width: Int
  public var height: Int

  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}
