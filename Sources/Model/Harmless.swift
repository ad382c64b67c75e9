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

  /// Those that stand for a byte of a path or an argument that is not UTF-8; see SharedMemory's SystemText.
  static let bytesOutsideUTF8: ClosedRange<UInt32> = 0x10_ff80...0x10_ffff

  /// `U+001B`
  public var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// A text that may be printed in one line: a forbidden character is written as its code point, a byte that is not UTF-8
/// as `\xff`.
public func harmless(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if Unicode.Scalar.bytesOutsideUTF8.contains(scalar.value) {
      // As the shell takes it in $'…'.
      result.append(contentsOf: "\\x\(String(scalar.value & 0xff, radix: 16))".unicodeScalars)
    } else if scalar.isForbidden {
      result.append(contentsOf: scalar.codePoint.unicodeScalars)
    } else {
      result.append(scalar == "\n" || scalar == "\t" ? Unicode.Scalar(0x20) : scalar)
    }
  }
  return String(result)
}
