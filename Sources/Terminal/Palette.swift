internal import CNcurses
internal import Grid

/// A theme in terms of this terminal.
struct Palette {
  /// The arguments of `setcchar` for one style.
  struct Rendition {
    var attributes: attr_t
    var colorPair: CShort
  }

  private let renditions: [Rendition]

  /// Only between `newterm` and `delscreen`: the pairs belong to ncurses' screen.
  init(_ theme: Theme) {
    let depth = ColorDepth(colors: Int(number_of_colors()))
    renditions = Style.allCases.map { Self.rendition(of: theme[$0, depth]) }
  }

  subscript(style: Style) -> Rendition { renditions[Int(style.rawValue)] }

  private static func rendition(of appearance: Appearance) -> Rendition {
    var attributes: attr_t = 0
    if appearance.bold { attributes |= style_bold }
    if appearance.dim { attributes |= style_dim }
    if appearance.italic { attributes |= style_italic }
    if appearance.underlined { attributes |= style_underlined }
    if appearance.reversed { attributes |= style_reversed }
    return Rendition(
      attributes: attributes, colorPair: pair(foreground: appearance.foreground, background: appearance.background))
  }

  /// The number of a pair, allocated at its first use (`alloc_pair` finds it again). 0, the terminal's own colours,
  /// if there are no others.
  private static func pair(foreground: Color, background: Color) -> CShort {
    guard has_colors(), foreground != .standard || background != .standard else { return 0 }
    let pair = alloc_pair(number(foreground), number(background))
    return CShort(exactly: pair).map { max(0, $0) } ?? 0
  }

  private static func number(_ color: Color) -> CInt {
    switch color {
    case .standard: -1
    case .indexed(let index, let basic):
      ColorDepth(colors: Int(number_of_colors())) == .full ? CInt(index) : CInt(basic)
    }
  }
}

extension ColorDepth {
  /// A terminal with more than 256 colours takes a number for red, green and blue: the basic eight mean the same on
  /// all.
  init(colors: Int) { self = colors == 256 ? .full : .basic }
}
