extension Color {
  /// As `#rrggbb`, by xterm's table of 256 colours; nil for the terminal's own colour.
  public var hex: String? {
    guard case .indexed(let index, _) = self else { return nil }
    let rgb: [Int]
    switch Int(index) {
    case let low where low < 16:
      rgb = (0..<3).map { low >> $0 & 1 == 1 ? (low > 7 ? 255 : 192) : 0 }
    case let cube where cube < 232:
      let levels = [0, 95, 135, 175, 215, 255]
      rgb = [(cube - 16) / 36, (cube - 16) / 6 % 6, (cube - 16) % 6].map { levels[$0] }
    case let grey:
      rgb = Array(repeating: 8 + 10 * (grey - 232), count: 3)
    }
    return "#" + rgb.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// The colours of text and of the background behind it, as `#rrggbb`.
public struct HexColors: Sendable, Hashable {
  public var ink: String
  public var paper: String

  public init(ink: String, paper: String) { (self.ink, self.paper) = (ink, paper) }

  /// From 1 for equal colours to 21 for black and white: WCAG 2.2, contrast ratio.
  public var contrast: Double {
    let (one, other) = (Self.brightness(ink), Self.brightness(paper))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  private static func brightness(_ hex: String) -> Double {
    let number = Int(hex.dropFirst(), radix: 16) ?? 0
    let parts = [number >> 16, number >> 8, number].map { Double($0 & 0xFF) / 255 }
    return luminance(red: parts[0], green: parts[1], blue: parts[2])
  }
}

extension Paper {
  /// The text and the background of a picture on such a paper, in place of a terminal's own colours.
  public var colors: HexColors {
    switch self {
    case .dark, .unknown(prefersLight: false): HexColors(ink: "#d7dae0", paper: "#16181d")
    case .light, .unknown(prefersLight: true): HexColors(ink: "#1f2328", paper: "#ffffff")
    }
  }
}

extension Appearance {
  /// The colours in a picture, with reversed ones exchanged.
  ///
  /// - Parameter own: in place of the terminal's own colours.
  public func colors(own: HexColors) -> HexColors {
    let colors = HexColors(ink: foreground.hex ?? own.ink, paper: background.hex ?? own.paper)
    return reversed ? HexColors(ink: colors.paper, paper: colors.ink) : colors
  }
}
