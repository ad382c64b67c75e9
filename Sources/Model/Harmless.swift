extension Unicode.Scalar {
  /// Whether it has no place in a text that people read: it could steer a terminal, or make a text look other than it
  /// is. That is everything that controls and nothing that shows, but the line break and the tab.
  public var isForbidden: Bool {
    if self == "\n" || self == "\t" { return false }
    // Most texts are ASCII, and the table behind the categories is slow.
    if value < 0x7f { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    // Of these, the two at each plane's end. Others are only too new to be known here.
    case .unassigned: return value & 0xfffe == 0xfffe
    default: return false
    }
  }

  /// `U+001B`
  public var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// A text that may be printed in one line: what has no place in it is written as its code point.
public func harmless(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalar.isForbidden {
      result.append(contentsOf: scalar.codePoint.unicodeScalars)
    } else {
      result.append(scalar == "\n" || scalar == "\t" ? Unicode.Scalar(0x20) : scalar)
    }
  }
  return String(result)
}
