/// The themes that a user can choose. Most of them depend on the terminal's background.
public enum ThemeChoice: String, Sendable, Hashable, CaseIterable {
  /// Calm colours, chosen for the terminal's background.
  case standard = "default"
  /// The same for a light or a dark background, whatever background the terminal has.
  case light, dark
  /// Bright on black, for a weak projector or weak eyes: nothing is dimmed.
  case contrast
  /// The colours of Okabe and Ito, which people with any kind of colour blindness can tell apart.
  case colorblind
  /// No colours: only the attributes that every terminal has.
  case mono

  public var name: String { rawValue }

  /// Whether it differs between backgrounds.
  public var dependsOnPaper: Bool { self != .contrast && self != .mono }

  /// The theme on a terminal with this background.
  public func theme(on paper: Paper) -> Theme {
    switch self {
    case .standard: calm(on: paper)
    case .light: calm(on: paper == .light ? .light : .unknown(prefersLight: true))
    case .dark: calm(on: paper == .dark ? .dark : .unknown(prefersLight: false))
    case .contrast: .contrast
    case .colorblind:
      Theme(paper, .colorblindOnDark, .colorblindOnLight, name: name)
    case .mono: .mono
    }
  }

  private func calm(on paper: Paper) -> Theme { Theme(paper, .calmOnDark, .calmOnLight, name: name) }
}

extension Theme {
  /// On a background that is known to suit them, colours use the terminal's own; otherwise black or white.
  fileprivate init(_ paper: Paper, _ dark: Inks, _ light: Inks, name: String) {
    switch paper {
    case .dark: self.init(name: name, basic: basicOnDark) { dark.appearance(of: $0) }
    case .light: self.init(name: name, basic: basicOnLight) { light.appearance(of: $0) }
    case .unknown(prefersLight: false):
      self.init(name: name, basic: basicOnDark) {
        dark.appearance(of: $0).on(text: .white, paper: .black)
      }
    case .unknown(prefersLight: true):
      self.init(name: name, basic: basicOnGrey) { light.appearance(of: $0).on(text: .black, paper: .white) }
    }
  }

  static let contrast = Theme(name: "contrast", basic: basicOnDark) { style in
    var inks = Inks.calmOnDark
    inks.rule = .white
    inks.heading = .white
    inks.muted = .white
    inks.hint = .white
    inks.code = .white
    inks.inlineCode = .full(159)
    inks.givers = [51, 117, 159, 86].map(Color.full)
    inks.takers = [226, 213, 229, 217].map(Color.full)
    inks.good = .full(46)
    inks.warning = .full(226)
    var look = inks.appearance(of: style).on(text: .white, paper: .black)
    switch style {
    case .title: look = Appearance(.black, on: .white, bold: true)
    case .bad: look.underlined = true
    case .narration: look.italic = false
    case .good: look.bold = true
    default: break
    }
    return look
  }

  /// Only attributes: bold marks the important parts, underlining marks code and errors. Only rules are dimmed,
  /// because terminals differ in how dark dimmed text is.
  public static let mono = Theme(name: "mono") { style in
    switch style {
    case .text, .hint, .code, .muted, .giver, .taker, .narration: Appearance()
    case .rule: Appearance(dim: true)
    case .giverAlternate, .takerAlternate: Appearance(bold: true)
    case .giverThird, .takerThird: Appearance(underlined: true)
    case .giverFourth, .takerFourth: Appearance(italic: true)
    case .heading, .key, .selected, .good: Appearance(bold: true)
    case .inlineCode: Appearance(underlined: true)
    case .title, .changed: Appearance(reversed: true)
    case .alarm: Appearance(bold: true, underlined: true, reversed: true)
    case .bad, .warning: Appearance(bold: true, underlined: true)
    }
  }
}

// MARK: - 256 colours

/// The colours of a theme for one paper: each has a contrast of at least 4.5 on every background that counts as that
/// paper.
private struct Inks {
  var rule, heading, muted, hint, code, inlineCode: Color
  var givers, takers: [Color]
  var good, bad, warning, alarm: Color
  /// Whether errors are also underlined.
  var underlinesBad = false

  static let calmOnDark = Inks(
    rule: .full(244), heading: .full(250), muted: .full(248), hint: .full(250), code: .full(252),
    inlineCode: .full(152), givers: [75, 44, 147, 79].map(Color.full),
    takers: [215, 176, 222, 211].map(Color.full),
    good: .full(114), bad: .full(210), warning: .full(221), alarm: .full(124))

  static let calmOnLight = Inks(
    rule: .full(244), heading: .full(238), muted: .full(240), hint: .full(238), code: .full(236), inlineCode: .full(24),
    givers: [25, 23, 55, 22].map(Color.full), takers: [94, 90, 88, 53].map(Color.full), good: .full(22),
    bad: .full(124), warning: .full(58), alarm: .full(124))

  static let colorblindOnDark = with(calmOnDark) { inks in
    inks.givers = [74, 43, 153, 79].map(Color.full)
    inks.takers = [214, 175, 229, 218].map(Color.full)
    (inks.good, inks.bad, inks.warning) = (.full(74), .full(209), .full(227))
    (inks.alarm, inks.underlinesBad) = (.full(130), true)
  }

  static let colorblindOnLight = with(calmOnLight) { inks in
    inks.givers = [25, 23, 18, 22].map(Color.full)
    inks.takers = [94, 90, 58, 53].map(Color.full)
    (inks.good, inks.bad, inks.warning) = (.full(25), .full(88), .full(58))
    (inks.alarm, inks.underlinesBad) = (.full(130), true)
  }

  private static func with(_ inks: Inks, _ change: (inout Inks) -> Void) -> Inks {
    var inks = inks
    change(&inks)
    return inks
  }

  /// On the terminal's own background.
  func appearance(of style: Style) -> Appearance {
    switch style {
    case .text: Appearance()
    case .title: Appearance(.white, on: .full(24), bold: true)
    case .alarm: Appearance(.white, on: alarm, bold: true)
    case .rule: Appearance(rule)
    case .heading: Appearance(heading, bold: true)
    case .muted: Appearance(muted)
    case .giver: Appearance(givers[0], bold: true)
    case .giverAlternate: Appearance(givers[1], bold: true)
    case .giverThird: Appearance(givers[2], bold: true, underlined: true)
    case .giverFourth: Appearance(givers[3], bold: true, italic: true)
    case .taker: Appearance(takers[0], bold: true)
    case .takerAlternate: Appearance(takers[1], bold: true)
    case .takerThird: Appearance(takers[2], bold: true, underlined: true)
    case .takerFourth: Appearance(takers[3], bold: true, italic: true)
    case .good: Appearance(good)
    case .bad: Appearance(bad, bold: true, underlined: underlinesBad)
    case .warning: Appearance(warning, bold: true)
    case .key, .selected: Appearance(bold: true)
    case .hint: Appearance(hint)
    case .changed: Appearance(bold: true, reversed: true)
    case .narration: Appearance(italic: true)
    case .code: Appearance(code)
    case .inlineCode: Appearance(inlineCode, bold: true)
    }
  }
}

extension Appearance {
  /// The same with these in place of the terminal's own colours.
  fileprivate func on(text: Color, paper: Color) -> Appearance {
    var look = self
    if look.foreground == .standard { look.foreground = text }
    if look.background == .standard { look.background = paper }
    return look
  }
}

// MARK: - 8 colours

// Of the 8 basic colours only white, cyan and green are bright enough for text on black on every terminal, and only
// black, blue and red are dark enough on white. Red is not dark enough on the light grey that a terminal of 8 colours
// calls white. Many terminals draw bold text in a brighter colour, so a dark colour is never bold.

/// Always on black: on many a dark grey, green would not be bright enough.
private func basicOnDark(_ style: Style) -> Appearance {
  let look: Appearance =
    switch style {
    case .title: Appearance(.basic(7), on: .basic(4), bold: true)
    case .alarm: Appearance(.basic(0), on: .basic(7), underlined: true)
    case .giver: Appearance(.basic(6))
    case .giverAlternate: Appearance(.basic(6), bold: true)
    case .giverThird: Appearance(.basic(6), underlined: true)
    case .giverFourth: Appearance(.basic(6), italic: true)
    case .taker: Appearance(.basic(2))
    case .takerAlternate: Appearance(.basic(2), bold: true)
    case .takerThird: Appearance(.basic(2), underlined: true)
    case .takerFourth: Appearance(.basic(2), italic: true)
    case .muted, .rule: Appearance()
    case .changed: Appearance(reversed: true)
    default: Theme.mono[style]
    }
  return look.on(text: .basic(7), paper: .basic(0))
}

private func basicOnLight(_ style: Style) -> Appearance {
  switch style {
  case .title: Appearance(.basic(7), on: .basic(4), bold: true)
  case .alarm: Appearance(.basic(7), on: .basic(0), bold: true, underlined: true)
  case .giver: Appearance(.basic(4))
  case .giverAlternate: Appearance(.basic(4), underlined: true)
  case .giverThird: Appearance(.basic(4), italic: true)
  case .giverFourth: Appearance(.basic(4), italic: true, underlined: true)
  case .taker: Appearance(.basic(1))
  case .takerAlternate: Appearance(.basic(1), underlined: true)
  case .takerThird: Appearance(.basic(1), italic: true)
  case .takerFourth: Appearance(.basic(1), italic: true, underlined: true)
  case .muted, .rule: Appearance()
  case .changed: Appearance(reversed: true)
  default: Theme.mono[style]
  }
}

private func basicOnGrey(_ style: Style) -> Appearance {
  var look = basicOnLight(style)
  switch style {
  case .title, .alarm: return look
  case .taker, .takerAlternate, .takerThird, .takerFourth: look.foreground = .standard
  case .heading, .key, .selected, .good, .bad, .warning:
    (look.bold, look.underlined) = (false, true)
  case .inlineCode: look.foreground = .basic(4)
  default: break
  }
  look = look.on(text: .basic(0), paper: .basic(7))
  if style == .bad || style == .warning { look.reversed = true }
  return look
}

extension Color {
  fileprivate static let white = full(231)
  fileprivate static let black = full(16)

  /// For a terminal with 256 colours only.
  fileprivate static func full(_ index: UInt8) -> Color { .indexed(index, basic: 7) }
  fileprivate static func basic(_ number: UInt8) -> Color { .indexed(number, basic: number) }
}
