extension Theme {
  /// All themes, the default one first.
  public static let all: [Theme] = [.default, .contrast, .colorblind, .mono]

  /// The theme of this name.
  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }

  /// Calm colours on the terminal's own background.
  public static let `default` = Theme(name: "default") { style in
    switch style {
    case .text: Appearance()
    case .title: Appearance(.white, on: .indexed(24, basic: 4), bold: true)
    case .alarm: Appearance(.white, on: .indexed(124, basic: 1), bold: true)
    case .rule: Appearance(.indexed(240, basic: 7))
    case .heading: Appearance(.indexed(250, basic: 7), bold: true)
    case .muted: Appearance(.indexed(245, basic: 7))
    case .producer: Appearance(.indexed(75, basic: 4), bold: true)
    case .producerAlternate: Appearance(.indexed(44, basic: 6), bold: true)
    case .consumer: Appearance(.indexed(215, basic: 3), bold: true)
    case .consumerAlternate: Appearance(.indexed(176, basic: 5), bold: true)
    case .good: Appearance(.indexed(114, basic: 2))
    case .bad: Appearance(.indexed(203, basic: 1), bold: true)
    case .warning: Appearance(.indexed(221, basic: 3), bold: true)
    case .key: Appearance(bold: true)
    case .hint: Appearance(.indexed(250, basic: 7))
    case .changed: Appearance(bold: true, reversed: true)
    case .selected: Appearance(bold: true)
    case .narration: Appearance(italic: true)
    case .code: Appearance(.indexed(252, basic: 7))
    }
  }

  /// Bright on black, for a weak projector or weak eyes: nothing is dimmed.
  public static let contrast = Theme(name: "contrast") { style in
    let black = Color.indexed(16, basic: 0)
    return switch style {
    case .text, .muted, .rule, .hint, .code, .narration: Appearance(.white, on: black)
    case .heading, .key, .selected: Appearance(.white, on: black, bold: true)
    case .title, .changed: Appearance(black, on: .white, bold: true)
    case .alarm: Appearance(.white, on: .indexed(160, basic: 1), bold: true)
    case .producer: Appearance(.indexed(51, basic: 6), on: black, bold: true)
    case .producerAlternate: Appearance(.indexed(117, basic: 4), on: black, bold: true)
    case .consumer: Appearance(.indexed(226, basic: 3), on: black, bold: true)
    case .consumerAlternate: Appearance(.indexed(213, basic: 5), on: black, bold: true)
    case .good: Appearance(.indexed(46, basic: 2), on: black, bold: true)
    case .bad: Appearance(.indexed(210, basic: 1), on: black, bold: true, underlined: true)
    case .warning: Appearance(.indexed(226, basic: 3), on: black, bold: true)
    }
  }

  /// The colours of Okabe and Ito, which people with any kind of colour blindness can tell apart.
  public static let colorblind = Theme(name: "colorblind") { style in
    let (blue, sky) = (Color.indexed(25, basic: 4), Color.indexed(74, basic: 6))
    let (orange, yellow) = (Color.indexed(214, basic: 3), Color.indexed(227, basic: 3))
    let (green, vermillion, purple) = (
      Color.indexed(36, basic: 2), Color.indexed(166, basic: 1), Color.indexed(175, basic: 5)
    )
    return switch style {
    case .title: Appearance(.white, on: blue, bold: true)
    case .alarm: Appearance(.white, on: vermillion, bold: true)
    case .producer: Appearance(sky, bold: true)
    case .producerAlternate: Appearance(green, bold: true)
    case .consumer: Appearance(orange, bold: true)
    case .consumerAlternate: Appearance(purple, bold: true)
    case .good: Appearance(sky)
    case .bad: Appearance(vermillion, bold: true, underlined: true)
    case .warning: Appearance(yellow, bold: true)
    default: Theme.default[style]
    }
  }

  /// No colour at all: only what every terminal can do with the one that it has.
  public static let mono = Theme(name: "mono") { style in
    switch style {
    case .text, .hint, .code, .producer, .consumer, .producerAlternate, .consumerAlternate, .narration: Appearance()
    case .rule, .muted: Appearance(dim: true)
    case .heading, .key, .selected, .good: Appearance(bold: true)
    case .title, .changed: Appearance(reversed: true)
    case .alarm: Appearance(bold: true, underlined: true, reversed: true)
    case .bad, .warning: Appearance(bold: true, underlined: true)
    }
  }
}

extension Color {
  fileprivate static let white = Color.indexed(231, basic: 7)
}
