/// Knowledge about a terminal's own background.
public enum Paper: Sendable, Hashable {
  /// Dark, or light, enough for a theme that is made for it.
  case dark, light
  /// Unknown, or of medium brightness. A theme brings its own background then, preferably the one that the terminal
  /// probably has.
  case unknown(prefersLight: Bool)

  /// From a background's luminance. Every colour of a theme has enough contrast on these papers, and not on others.
  public init(luminance: Double) {
    self =
      switch luminance {
      case ...0.035: .dark
      case 0.8...: .light
      // At this luminance black and white have the same contrast.
      default: .unknown(prefersLight: luminance > 0.18)
      }
  }

  /// From the components of a colour, each from 0 to 65535, as terminals report them.
  public init(red: UInt16, green: UInt16, blue: UInt16) {
    self.init(luminance: luminance(red: Double(red) / 65535, green: Double(green) / 65535, blue: Double(blue) / 65535))
  }

  /// From the environment alone, before the terminal has answered: rxvt, Konsole and others set COLORFGBG to the
  /// numbers of two colours, the background last. The variable outlives the terminal that set it, so it is only a
  /// hint.
  public init(colorFGBG: String?) {
    let background = colorFGBG?.split(separator: ";").last.flatMap { Int($0) }
    self = .unknown(prefersLight: background == 7 || background.map { (9...15).contains($0) } == true)
  }
}

/// The relative luminance of a colour, from 0 for black to 1 for white (WCAG 2.2), from its components from 0 to 1 in
/// sRGB.
public func luminance(red: Double, green: Double, blue: Double) -> Double {
  func linear(_ part: Double) -> Double {
    // The power 2.4 is the square times the fifth root of the square, which needs no math library.
    if part <= 0.04045 { return part / 12.92 }
    let base = (part + 0.055) / 1.055
    return base * base * fifthRoot(base * base)
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// By Newton's method, for a number from 0 to 1.
private func fifthRoot(_ number: Double) -> Double {
  var root = max(number, 1e-9).squareRoot().squareRoot()
  for _ in 0..<20 {
    let fourth = root * root * root * root
    root -= (fourth * root - number) / (5 * fourth)
  }
  return root
}
