import Testing

@testable import SharedMemory

@Suite("Text from the system")
struct SystemTextTests {
  private func text(_ bytes: [UInt8]) -> String {
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { String(systemText: $0.baseAddress!) }
  }

  @Test("every byte comes back as it was", arguments: 1...255 as ClosedRange<UInt8>)
  func everyByte(byte: UInt8) {
    for bytes in [[byte], [0x61, byte, 0x62], [0xc3, byte], [0xf4, 0x8f, 0xbf, byte], [byte, 0xc3, 0xa9]] {
      #expect(text(bytes).systemText.map { UInt8(bitPattern: $0) } == bytes + [0])
    }
  }

  @Test("good text is left as it is", arguments: ["", "ring.dat", "é", "e\u{301}", "リング", "\u{10ff7f}", "👩‍👧"])
  func goodText(good: String) {
    #expect(text(Array(good.utf8)) == good)
    #expect(good.systemText.dropLast().map { UInt8(bitPattern: $0) } == Array(good.utf8))
  }
}
