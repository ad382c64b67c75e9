/// A colour of the terminal.
public enum Color: Sendable, Hashable {
  /// The terminal's own text or background colour.
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

/// How many colours a terminal has: 256, or the 8 basic ones that every colour terminal knows.
public enum ColorDepth: Sendable, Hashable, CaseIterable {
  case full, basic
}

/// How every style looks.
public struct Theme: Sendable, Hashable {
  public var name: String
  private var full: [Appearance]
  private var basic: [Appearance]

  /// - Parameter basic: How the styles look with 8 colours. Without it they look the same, in the basic colour that
  ///   stands for each.
  public init(
    name: String, basic: ((Style) -> Appearance)? = nil, _ appearance: (Style) -> Appearance
  ) {
    self.name = name
    full = Style.allCases.map(appearance)
    self.basic = basic.map { Style.allCases.map($0) } ?? full
  }

  public subscript(style: Style, depth: ColorDepth = .full) -> Appearance {
    (depth == .full ? full : basic)[Int(style.rawValue)]
  }
}
