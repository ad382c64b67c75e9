// Numbers as people write them. Swift's own initializers also accept a sign, leading zeros, hexadecimal and "nan".

extension FixedWidthInteger {
  /// Reads a whole number in ASCII digits, without a sign or leading zeros; nil for anything else, and for one too
  /// large.
  public init?(decimal text: some StringProtocol) {
    guard isPlainDecimal(text) else { return nil }
    self.init(String(text))
  }
}

extension Double {
  /// Reads a number such as 3, 0.25 or .5; nil for anything else: signs, exponents, leading zeros, `inf`, `nan`.
  public init?(decimal text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.dropFirst().first
    let isPlain =
      parts.count <= 2 && (isPlainDecimal(parts[0]) || (parts[0].isEmpty && fraction != nil))
      && fraction.map { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) } ?? true
    guard isPlain, let number = Double(String(text)), number.isFinite else { return nil }
    self = number
  }
}

private func isPlainDecimal(_ text: some StringProtocol) -> Bool {
  let digits = text.utf8
  return !digits.isEmpty && digits.allSatisfy(isDigit) && (digits.count == 1 || digits.first != UInt8(ascii: "0"))
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
