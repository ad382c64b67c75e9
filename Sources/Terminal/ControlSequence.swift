internal import Grid

/// The meaning of a complete control sequence, `ESC [` with parameters and a final byte (ECMA-48).
enum ControlSequence: Hashable {
  case key(Key)
  case reply(TerminalReply)
  case pasteBegin
  case mouse(MouseEvent)
  /// A mouse report that means nothing here, a focus report, a key with modifiers, an unrequested reply, or anything else.
  case unknown

  init(_ sequence: [UInt8]) {
    guard sequence.count >= 3, let final = sequence.last else {
      self = .unknown
      return
    }
    let parameters = sequence[2..<sequence.count - 1]
    if final == UInt8(ascii: "c"), parameters.first == UInt8(ascii: "?") {
      self = .reply(.deviceAttributes(Self.numbers(parameters.dropFirst()).map { $0 ?? 0 }))
      return
    }
    if parameters.first == UInt8(ascii: "<") {
      self = Self.mouse(Self.numbers(parameters.dropFirst()), final).map(Self.mouse) ?? .unknown
      return
    }
    let numbers = Self.numbers(parameters)
    switch final {
    case UInt8(ascii: "~"):
      if numbers == [200] { self = .pasteBegin } else { self = Self.editingKey(numbers).map(Self.key) ?? .unknown }
    // Modifiers follow a 1; a key without modifiers may come with a 1 as well.
    case _ where parameters.isEmpty || numbers == [1] || numbers == [1, 1]:
      self = Self.cursorKey(final).map(Self.key) ?? .unknown
    default: self = .unknown
    }
  }

  /// Nil in place of an invalid parameter.
  private static func numbers(_ parameters: ArraySlice<UInt8>) -> [Int?] {
    if parameters.isEmpty { return [] }
    return parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
      Int(String(decoding: $0, as: UTF8.self))
    }
  }

  /// A report on the mouse in the form `ESC [ < button ; column ; row M` (xterm, ctlseqs: SGR, mode 1006), counted from
  /// 1. Releases, which end with `m`, motion, other buttons, and buttons with a modifier mean nothing here.
  private static func mouse(_ numbers: [Int?], _ final: UInt8) -> MouseEvent? {
    let places = 1...largestPlace
    guard final == UInt8(ascii: "M"), numbers.count == 3, let button = numbers[0], let column = numbers[1],
      let row = numbers[2], places.contains(column), places.contains(row)
    else { return nil }
    switch button {
    case 0: return MouseEvent(.press, column: column - 1, row: row - 1)
    case 64: return MouseEvent(.wheelUp, column: column - 1, row: row - 1)
    case 65: return MouseEvent(.wheelDown, column: column - 1, row: row - 1)
    default: return nil
    }
  }

  /// No terminal has more columns or rows: winsize has 16 bits for each (ioctl_tty(2)).
  private static let largestPlace = 65535

  static func cursorKey(_ letter: UInt8) -> Key? {
    switch letter {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "Z"): .backTab
    default: nil
    }
  }

  /// The keys that send a number and `~`, as on the VT220.
  private static func editingKey(_ numbers: [Int?]) -> Key? {
    guard numbers.count == 1 || numbers.count == 2 && numbers[1] == 1, let number = numbers[0] else { return nil }
    switch number {
    case 1, 7: return .home
    case 3: return .delete
    case 4, 8: return .end
    case 5: return .pageUp
    case 6: return .pageDown
    case 11...15: return .function(number - 10)
    case 17...21: return .function(number - 11)
    case 23, 24: return .function(number - 12)
    default: return nil
    }
  }
}

extension TerminalReply {
  /// The reply in an operating system command, `ESC ] 11 ; rgb:ffff/ffff/ffff` without its terminator. Nil for any
  /// other string.
  init?(string: [UInt8]) {
    guard string.starts(with: Array("\u{1B}]".utf8)) else { return nil }
    let fields = string.dropFirst(2).split(separator: UInt8(ascii: ";"), maxSplits: 1)
    guard fields.count == 2, let color = Self.color(String(decoding: fields[1], as: UTF8.self)) else { return nil }
    switch String(decoding: fields[0], as: UTF8.self) {
    case "10": self = .foreground(red: color.red, green: color.green, blue: color.blue)
    case "11": self = .background(red: color.red, green: color.green, blue: color.blue)
    default: return nil
    }
  }

  /// A colour in the notation of XParseColor(3): `rgb:` and three numbers of one to four hexadecimal digits; `rgba:`
  /// with a fourth; or `#` and all digits at once.
  private static func color(_ text: String) -> (red: UInt16, green: UInt16, blue: UInt16)? {
    var parts: [Substring] = []
    if text.hasPrefix("rgb:") || text.hasPrefix("rgba:") {
      parts = text.drop { $0 != ":" }.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == (text.hasPrefix("rgba:") ? 4 : 3) else { return nil }
    } else if text.hasPrefix("#"), [3, 6, 9, 12].contains(text.count - 1) {
      let digits = text.dropFirst()
      let length = digits.count / 3
      parts = (0..<3).map { digits.dropFirst($0 * length).prefix(length) }
    } else {
      return nil
    }
    let values = parts.prefix(3).compactMap(Self.part)
    return values.count == 3 ? (values[0], values[1], values[2]) : nil
  }

  /// The largest number with this many digits means the full intensity.
  private static func part(_ digits: Substring) -> UInt16? {
    guard 1...4 ~= digits.utf8.count, digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    let most = UInt32(1) << UInt32(4 * digits.utf8.count) - 1
    return UInt16(value * 65535 / most)
  }
}
