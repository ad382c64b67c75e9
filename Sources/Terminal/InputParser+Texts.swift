internal import Grid

// Input with more bytes than a control sequence: old mouse reports, strings, and pasted text.

extension InputParser {
  // MARK: - Old mouse reports and strings

  /// Each of the three numbers is a byte, or in the UTF-8 form of the report a character.
  mutating func feedMouse(_ byte: UInt8, _ missing: Int, _ inputs: inout [TerminalInput]) {
    let isSecond = 0x80..<0xC0 ~= byte && 0xC2..<0xE0 ~= (sequence.last ?? 0)
    // No number is below 32, so the report was cut here.
    guard byte >= 0x20, missing > 0 || isSecond else {
      reset()
      return begin(byte, &inputs)
    }
    collect(byte)
    let left = isSecond ? missing : missing - 1
    // The last number may have a second byte.
    if left == 0, !(0xC2..<0xE0 ~= byte) { reset() } else { state = .mouse(missing: left) }
  }

  mutating func feedString(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    if state == .stringEscape {
      guard byte == UInt8(ascii: "\\") else {
        // The string was cut, and another sequence begins.
        beginEscape()
        return feedEscape(byte, &inputs)
      }
      return finishString(&inputs)
    }
    switch byte {
    case 0x07, 0x9C: finishString(&inputs)
    case 0x1B: state = .stringEscape
    // No reply contains line breaks or other controls, so it was cut.
    case ..<0x20: reset()
    default: collect(byte)
    }
  }

  private mutating func finishString(_ inputs: inout [TerminalInput]) {
    let reply = TerminalReply(string: sequence)
    reset()
    if let reply { inputs.append(.reply(reply)) }
  }

  // MARK: - Paste

  /// The most bytes of a paste that are kept, more than any field here accepts.
  static let longestPaste = 8192
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  mutating func feedPaste(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    sequence.append(byte)
    let end = Self.pasteEnd
    if byte == end.last, sequence.suffix(end.count).elementsEqual(end) {
      sequence.removeLast(end.count)
      return finishPaste(&inputs)
    }
    // The last bytes are always kept, to recognize the end.
    if sequence.count >= Self.longestPaste + 2 * end.count {
      sequence.removeSubrange(Self.longestPaste..<sequence.count - end.count)
    }
  }

  mutating func finishPaste(_ inputs: inout [TerminalInput]) {
    let text = String(decoding: sequence.prefix(Self.longestPaste), as: UTF8.self)
    reset()
    inputs.append(.paste(text))
  }
}
