import Laboratory
import Model
import SharedMemory
import Testing

@Suite("Numbers as a person writes them")
struct DecimalTests {
  /// Swift reads some of these, and a person writes none of them.
  static let odd = [
    "", " ", "+3", "-3", "-0", "03", "00", "3 ", " 3", "3x", "0x3", "3_0", "3,0", "1e3", "٣", "３", "³", "3\u{301}",
    "3\u{0}",
    "nan", "inf", "infinity", "99999999999999999999999999999999999999999999", "½",
  ]

  @Test("whole numbers are digits and nothing else", arguments: odd)
  func whole(text: String) {
    #expect(Int(decimal: text) == nil && UInt64(decimal: text) == nil && UInt8(decimal: text) == nil)
    #expect(WorkerID("P" + text) == nil)
    #expect(SegmentLocator("sysv:" + text) == nil)
    if case .success = MessageSizes.read(text + "4") { #expect(text.isEmpty) }
    // Around a word, spaces are no part of it.
    guard text.first != " ", text.last != " " else { return }
    #expect(throws: Schedule.Mistake.self) { try Schedule(reading: "P1*" + text) }
    for condition in ["slot[\(text)] = empty", "pipe@\(text).rate > 1", "P\(text) is alive"] {
      #expect(throws: (any Error).self, "\(condition)") { try Condition(reading: condition) }
    }
    // Conditions also name numbers below 0, and keys.
    guard SharedVariable(reading: text) == nil, !text.hasPrefix("999"), !["-3", "-0", "0x3"].contains(text) else {
      return
    }
    #expect(throws: (any Error).self) { try Condition(reading: "lost = \(text)") }
  }

  @Test("a byte that is not UTF-8 is shown as the shell takes it", arguments: 0x80...0xff as ClosedRange<UInt8>)
  func bytes(byte: UInt8) {
    let text = [0x61, CChar(bitPattern: byte), 0].withUnsafeBufferPointer { String(systemText: $0.baseAddress!) }
    #expect(harmless(text) == "a\\x" + String(byte, radix: 16))
  }

  @Test("a condition may name a number below 0, or a hexadecimal key")
  func conditions() throws {
    let read = ["count = -1", "lost > -0.5", "memory.key = 0x00000000", "memory.key != 0x5249", "memory.key = 0xFf"]
    for text in read { _ = try Condition(reading: text) }
    for text in ["-", "--1", "-01", "-0x1", "0x", "0xg", "0x-1", "0x+1", "0x1.5", "+0x1"] {
      #expect(throws: (any Error).self, "\(text)") { try Condition(reading: "lost = \(text)") }
    }
  }

  @Test(
    "numbers with a fraction are digits and one point",
    arguments: odd.dropLast(2) + ["1.", ".", "1.2.3", "1.x", "-.5", "01.5"])
  func fraction(text: String) { #expect(Double(decimal: text) == nil) }

  @Test("what is a number is read as it is")
  func numbers() {
    for number in [0, 7, 10, 4096] { #expect(Int(decimal: String(number)) == number) }
    #expect(UInt64(decimal: "18446744073709551615") == .max && UInt64(decimal: "18446744073709551616") == nil)
    #expect(UInt8(decimal: "255") == 255 && UInt8(decimal: "256") == nil)
    let written = [("0", 0.0), ("3", 3), ("0.25", 0.25), (".5", 0.5), ("2.50", 2.5)]
    for (text, number) in written { #expect(Double(decimal: text) == number) }
  }
}
