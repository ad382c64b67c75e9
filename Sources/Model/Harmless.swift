extension Unicode.Scalar {
  /// Whether it is not allowed in a text that people read, because it could steer a terminal or disguise the text:
  /// every control and every invisible character except the line break and the tab.
  public var isForbidden: Bool {
    if self == "\n" || self == "\t" { return false }
    // Most texts are ASCII, and the lookup of a category is slow.
    if value < 0x7f { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    // Only the last two of each plane. The others may be characters newer than this table.
    case .unassigned: return value & 0xfffe == 0xfffe
    default: return false
    }
  }

  /// Code points that represent a byte of a path or an argument that is not UTF-8; see SharedMemory's SystemText.
  static let bytesOutsideUTF8: ClosedRange<UInt32> = 0x10_ff80...0x10_ffff

  /// `U+001B`
  public var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

/// A text that is safe to print in one line. A forbidden character becomes its code point, a byte that is not UTF-8
/// `\xff`.
public func harmless(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if Unicode.Scalar.bytesOutsideUTF8.contains(scalar.value) {
      // The notation that a shell accepts in $'…'.
      result.append(contentsOf: "\\x\(String(scalar.value & 0xff, radix: 16))".unicodeScalars)
    } else if scalar.isForbidden {
      result.append(contentsOf: scalar.codePoint.unicodeScalars)
    } else {
      result.append(scalar == "\n" || scalar == "\t" ? Unicode.Scalar(0x20) : scalar)
    }
  }
  return String(result)
}
