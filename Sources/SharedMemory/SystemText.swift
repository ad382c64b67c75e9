import Glibc

/// Text from the system, which may not be UTF-8: arguments, paths, the environment. A byte that belongs to no
/// character becomes one of the last private-use characters, U+10FF80 to U+10FFFF, and is converted back to the same
/// byte.
///
/// `harmless` of Model shows such a character as `\xff`.
extension String {
  /// Reads text of the system, which ends with a zero byte. Nothing is lost or repaired.
  public init(systemText: UnsafePointer<CChar>) {
    let bytes = UnsafeBufferPointer(start: systemText, count: strlen(systemText)).map { UInt8(bitPattern: $0) }
    if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: RawByte.isMark) {
      self = text
    } else {
      self = RawByte.decoded(bytes)
    }
  }

  /// The same text for a system call: the original bytes, and a zero byte.
  public var systemText: [CChar] {
    var bytes: [UInt8] = []
    for scalar in unicodeScalars {
      if RawByte.isMark(scalar) {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        bytes += scalar.utf8
      }
    }
    return bytes.map { CChar(bitPattern: $0) } + [0]
  }
}

private enum RawByte {
  static let marks: ClosedRange<UInt32> = 0x10_ff80...0x10_ffff

  static func isMark(_ scalar: Unicode.Scalar) -> Bool { marks.contains(scalar.value) }

  /// Decodes characters; uses marks for other bytes, and for the bytes of a character that is itself a mark.
  static func decoded(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var index = 0
    while index < bytes.count {
      if let scalar = scalar(at: index, of: bytes) {
        text.append(scalar)
        index += scalar.utf8.count
      } else {
        text.append(Unicode.Scalar(marks.lowerBound - 0x80 + UInt32(bytes[index])) ?? "\u{fffd}")
        index += 1
      }
    }
    return String(text)
  }

  private static func scalar(at index: Int, of bytes: [UInt8]) -> Unicode.Scalar? {
    for length in 1...min(4, bytes.count - index) {
      let text = String(validating: bytes[index..<index + length], as: UTF8.self)
      if let scalar = text?.unicodeScalars.first { return isMark(scalar) ? nil : scalar }
    }
    return nil
  }
}
