/// The key with which an installation seals the progress in a lesson, so that a later edit is noticed.
///
/// The key is in the same folder as the progress, readable by its owner. Anyone who takes that trouble can also seal
/// an edit; the seal only reveals edits without that trouble. Therefore it needs no cryptography.
struct SealKey: Sendable, Hashable {
  private let first, second: UInt64

  init(_ first: UInt64, _ second: UInt64) { (self.first, self.second) = (first, second) }

  /// The key for texts that are never in a file.
  static let zero = SealKey(0, 0)

  static func random() -> SealKey { SealKey(.random(in: .min ... .max), .random(in: .min ... .max)) }

  /// Reads the format of ``text``; nil for anything else.
  init?(_ text: some StringProtocol) {
    let digits = text.utf8.prefix { $0 != UInt8(ascii: "\n") }.map { Unicode.Scalar($0) }
    guard digits.count == 32, digits.allSatisfy({ $0.properties.isASCIIHexDigit }) else { return nil }
    let halves = [digits.prefix(16), digits.suffix(16)].map { half in
      half.reduce(UInt64(0)) { $0 << 4 | UInt64(Character($1).hexDigitValue ?? 0) }
    }
    self.init(halves[0], halves[1])
  }

  /// 32 hexadecimal digits.
  var text: String { hexadecimal(first) + hexadecimal(second) }

  /// 16 hexadecimal digits for these lines: the 64-bit FNV-1a hash (Fowler, Noll, Vo), begun and ended with the key.
  func seal(_ lines: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ first
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    for line in lines {
      for byte in line.utf8 { add(byte) }
      add(UInt8(ascii: "\n"))
    }
    for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: second >> UInt64(shift))) }
    return hexadecimal(hash)
  }

  private func hexadecimal(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
