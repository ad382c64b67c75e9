import Foundation
import Testing

@testable import Grid

/// Every theme can be read on every terminal: 4.5 is what WCAG 2.2 asks of text (success criterion 1.4.3).
@Suite struct ContrastTests {
  struct RGB: Hashable {
    var red, green, blue: Int

    init(_ hex: Int) { (red, green, blue) = (hex >> 16, hex >> 8 & 255, hex & 255) }

    /// As WCAG defines it.
    var luminance: Double {
      let linear = [red, green, blue].map { part in
        let value = Double(part) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    func contrast(to other: RGB) -> Double {
      let (a, b) = (luminance, other.luminance)
      return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }
  }

  /// A terminal's own colours.
  struct Terminal {
    var name: String
    var background: RGB
    var foreground: RGB
    var paper: Paper { Paper(red: wide(background.red), green: wide(background.green), blue: wide(background.blue)) }

    init(_ name: String, _ background: Int, _ foreground: Int) {
      (self.name, self.background, self.foreground) = (name, RGB(background), RGB(foreground))
    }

    private func wide(_ part: Int) -> UInt16 { UInt16(part * 257) }
  }

  static let papers: [Terminal] = [
    Terminal("black", 0x000000, 0xE5E5E5), Terminal("VS Code", 0x1E1E1E, 0xCCCCCC),
    Terminal("Nord", 0x2E3440, 0xD8DEE9),
    Terminal("Solarized dark", 0x002B36, 0x93A1A1), Terminal("white", 0xFFFFFF, 0x000000),
    Terminal("light grey", 0xE8E8E8, 0x202020), Terminal("Solarized light", 0xFDF6E3, 0x586E75),
    Terminal("Zenburn", 0x3F3F3F, 0xDCDCCC), Terminal("blue", 0x1010A0, 0xFFFFFF), Terminal("grey", 0xA0A0A0, 0x000000),
  ]

  /// Black to white by number, and what is bold is drawn in where a terminal brightens it: of xterm, and of the VGA.
  private static let xterm = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00,
    0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]
  private static let vga = [
    0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA, 0x555555, 0xFF5555, 0x55FF55,
    0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
  ]

  /// 16 and up are the same on all terminals.
  private func cube(_ index: Int) -> RGB {
    if index >= 232 { return RGB((8 + 10 * (index - 232)) * 0x010101) }
    let levels = [0, 95, 135, 175, 215, 255]
    let place = index - 16
    return RGB(levels[place / 36] << 16 | levels[place / 6 % 6] << 8 | levels[place % 6])
  }

  /// Ink and paper of a style.
  private func colors(
    _ look: Appearance, _ depth: ColorDepth, _ terminal: Terminal, _ palette: [Int], brightens: Bool
  ) -> (RGB, RGB) {
    func color(_ color: Color, _ standard: RGB, isInk: Bool) -> RGB {
      guard case .indexed(let index, let basic) = color else { return standard }
      if depth == .full, index >= 16 { return cube(Int(index)) }
      let number = depth == .full ? Int(index) : Int(basic)
      return RGB(palette[number + (isInk && look.bold && brightens && number < 8 ? 8 : 0)])
    }
    let ink = color(look.foreground, terminal.foreground, isInk: true)
    let paper = color(look.background, terminal.background, isInk: false)
    return look.reversed ? (paper, ink) : (ink, paper)
  }

  @Test(arguments: ThemeChoice.allCases)
  func everyStyleCanBeReadOnEveryTerminal(choice: ThemeChoice) {
    for terminal in Self.papers {
      // What is detected, and what a terminal that tells nothing may get.
      for paper in [terminal.paper, .unknown(prefersLight: false), .unknown(prefersLight: true)] {
        let theme = choice.theme(on: paper)
        for depth in ColorDepth.allCases {
          for (palette, brightens) in [(Self.xterm, false), (Self.xterm, true), (Self.vga, false), (Self.vga, true)] {
            for style in Style.allCases {
              let look = theme[style, depth]
              let (ink, ground) = colors(look, depth, terminal, palette, brightens: brightens)
              // A terminal whose own two colours lack contrast wants it like this.
              let isOwn = look.foreground == .standard && look.background == .standard
              #expect(
                isOwn || ink.contrast(to: ground) >= (style == .rule ? 3 : 4.5),
                """
                \(choice.name), \(style), \(depth), on \(terminal.name) as \(paper), \(ink) on \(ground): \
                \(ink.contrast(to: ground))
                """)
              #expect(!look.dim || style == .rule, "nobody knows how dim dim is")
            }
          }
        }
      }
    }
  }

  @Test(arguments: ThemeChoice.allCases)
  func whetherATerminalIsAskedIsWhetherItMatters(choice: ThemeChoice) {
    let themes = [Paper.dark, .light, .unknown(prefersLight: false), .unknown(prefersLight: true)].map {
      choice.theme(on: $0)
    }
    #expect(choice.dependsOnPaper == !themes.allSatisfy { $0 == themes[0] })
  }

  /// Colours with the terminal's own background are for the papers that they were chosen for.
  @Test func anUnknownBackgroundIsPaintedOver() {
    for choice in ThemeChoice.allCases where choice != .mono {
      for prefersLight in [false, true] {
        let theme = choice.theme(on: .unknown(prefersLight: prefersLight))
        for style in Style.allCases {
          let look = theme[style]
          #expect(look.foreground != .standard && look.background != .standard, "\(choice.name), \(style)")
        }
      }
    }
  }

  @Test func aThemeThatIsForcedStaysAsItIsOnTheOtherPaper() {
    for paper in [Paper.dark, .unknown(prefersLight: false), .unknown(prefersLight: true)] {
      #expect(ThemeChoice.light.theme(on: paper) == ThemeChoice.light.theme(on: .unknown(prefersLight: true)))
    }
    for paper in [Paper.light, .unknown(prefersLight: false), .unknown(prefersLight: true)] {
      #expect(ThemeChoice.dark.theme(on: paper) == ThemeChoice.dark.theme(on: .unknown(prefersLight: false)))
    }
    #expect(ThemeChoice.light.theme(on: .light)[.key] == Appearance(bold: true))
  }

  @Test func thePaperIsJudgedByItsLuminance() {
    let kinds = Dictionary(uniqueKeysWithValues: Self.papers.map { ($0.name, $0.paper) })
    #expect(kinds["black"] == .dark && kinds["Nord"] == .dark && kinds["Solarized dark"] == .dark)
    #expect(kinds["white"] == .light && kinds["Solarized light"] == .light && kinds["light grey"] == .light)
    #expect(kinds["Zenburn"] == .unknown(prefersLight: false) && kinds["blue"] == .dark)
    #expect(kinds["grey"] == .unknown(prefersLight: true))
  }

  @Test func theLuminanceIsThatOfWCAG() {
    for hex in stride(from: 0, through: 0xFFFFFF, by: 0x0F1D33) {
      let color = RGB(hex)
      let parts = [color.red, color.green, color.blue].map { Double($0) / 255 }
      #expect(abs(luminance(red: parts[0], green: parts[1], blue: parts[2]) - color.luminance) < 1e-6)
    }
  }

  @Test(arguments: [
    ("15;0", false), ("0;15", true), ("0;default;15", true), ("12;8", false), ("0;7", true), ("", false), ("x", false),
    ("0;", false), ("7;-1", false), ("0;16", false),
  ])
  func theEnvironmentHints(value: String, isLight: Bool) {
    #expect(Paper(colorFGBG: value) == .unknown(prefersLight: isLight))
  }

  @Test func withoutAnyHintItIsDark() { #expect(Paper(colorFGBG: nil) == .unknown(prefersLight: false)) }
}
