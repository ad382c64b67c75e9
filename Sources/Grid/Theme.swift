/// A colour of the terminal.
public enum Color: Sendable, Hashable {
  /// What the terminal has where nobody chose.
  case standard
  /// One of xterm's 256 colours, and which of the 8 basic ones (0 black, 1 red, 2 green, 3 yellow, 4 blue, 5 magenta,
  /// 6 cyan, 7 white) stands for it on a terminal that has fewer.
  case indexed(UInt8, basic: UInt8)
}

/// How a style looks.
public struct Appearance: Sendable, Hashable {
  public var foreground: Color
  public var background: Color
  public var bold: Bool
  public var dim: Bool
  public var italic: Bool
  public var underlined: Bool
  public var reversed: Bool

  public init(
    _ foreground: Color = .standard, on background: Color = .standard, bold: Bool = false, dim: Bool = false,
    italic: Bool = false, underlined: Bool = false, reversed: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.bold = bold
    self.dim = dim
    self.italic = italic
    self.underlined = underlined
    self.reversed = reversed
  }
}

/// How every style looks.
public struct Theme: Sendable, Hashable {
  public var name: String
  private var appearances: [Appearance]

  public init(name: String, _ appearance: (Style) -> Appearance) {
    self.name = name
    appearances = Style.allCases.map(appearance)
  }

  public subscript(style: Style) -> Appearance { appearances[Int(style.rawValue)] }
}
