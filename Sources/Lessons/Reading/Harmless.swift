extension Unicode.Scalar {
  /// Whether it has no place in a text that people read: it could steer a terminal, or make a text look other than it
  /// is. That is everything that controls and nothing that shows, but the line break and the tab.
  var isForbidden: Bool {
    if self == "\n" || self == "\t" { return false }
    // Most of a lesson is ASCII, and the table behind the categories is slow.
    if value < 0x7f { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    // Of these, the two at each plane's end. Others are only too new to be known here.
    case .unassigned: return value & 0xfffe == 0xfffe
    default: return false
    }
  }

  /// `U+001B`
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// A text that may be printed in one line: what has no place in it is written as its code point.
func harmless(_ text: String) -> String {
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

/// A sentence that is no longer than can be read: without its middle, for what would be right stands at its end.
func shortened(_ sentence: String) -> String {
  let half = 200
  let scalars = sentence.unicodeScalars
  // Counted in bytes first, and in scalars then: one character can be made of a million of them.
  guard sentence.utf8.count > 2 * half, scalars.count > 2 * half else { return sentence }
  return String(String.UnicodeScalarView(scalars.prefix(half))) + "..."
    + String(String.UnicodeScalarView(scalars.suffix(half)))
}

/// A piece of somebody's file, to be quoted in a sentence: between quotation marks, and no longer than can be read.
func quoted(_ text: some StringProtocol) -> String {
  let longest = 60
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: longest, limitedBy: scalars.endIndex),
    end < scalars.endIndex
  else { return "'\(text)'" }
  return "'\(String(String.UnicodeScalarView(scalars[..<end])))...'"
}
