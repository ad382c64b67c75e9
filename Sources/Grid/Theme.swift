/// A colour of the terminal.
public enum Color: Sendable, Hashable {
  /// The terminal's own text or background colour.
  case standard
  /// One of xterm's 256 colours, and the one of the 8 basic colours (0 black, 1 red, 2 green, 3 yellow, 4 blue, 5
  /// magenta, 6 cyan, 7 white) that replaces it on a terminal with fewer.
  case indexed(UInt8, basic: UInt8)
}

/// The look of a style.
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

/// The number of a terminal's colours: 256, or the 8 basic ones that every colour terminal has.
public enum ColorDepth: Sendable, Hashable, CaseIterable {
  case full, basic
}

/// The look of every style.
public struct Theme: Sendable, Hashable {
  public var name: String
  private var full: [Appearance]
  private var basic: [Appearance]

  /// - Parameter basic: the look of the styles with 8 colours. By default it is the same, with each colour's basic
  ///   replacement.
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
