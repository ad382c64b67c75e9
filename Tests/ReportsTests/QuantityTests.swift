import Model
import Testing

@Suite("Numbers as people read them")
struct QuantityTests {
  @Test(
    "numbers as people read them",
    arguments: [
      (0.5, "0.50"), (9.994, "9.99"), (9.996, "10.0"), (99.94, "99.9"), (99.96, "100"), (1234.5, "1 235"),
      (1_234_567, "1 234 567"),
    ])
  func quantity(value: Double, text: String) { #expect(Quantity.text(value) == text) }

  @Test("numbers with units")
  func units() {
    #expect(Quantity.large(999.4) == "999")
    #expect(Quantity.large(999.6) == "1.00 k")
    #expect(Quantity.large(999_600) == "1.00 M")
    #expect(Quantity.time(999) == "999 ns")
    #expect(Quantity.time(1_000) == "1.00 µs")
    #expect(Quantity.time(999_700) == "1.00 ms")
    #expect(Quantity.time(2_500_000_000) == "2.50 s")
  }

  @Test("whole numbers stand in groups of three digits")
  func grouped() {
    #expect(Quantity.grouped(0) == "0" && Quantity.grouped(-1234) == "-1 234")
    #expect(Quantity.grouped(UInt64.max, by: "\u{A0}") == "18\u{A0}446\u{A0}744\u{A0}073\u{A0}709\u{A0}551\u{A0}615")
  }

  @Test("things are counted in the singular and in the plural")
  func counted() {
    #expect(Quantity.counted(1, "error") == "1 error" && Quantity.counted(0, "error") == "0 errors")
    #expect(Quantity.counted(2, "process", "processes") == "2 processes")
  }

  @Test("and shorter where there is less room")
  func shorter() {
    #expect(Quantity.shortened(999) == "999" && Quantity.shortened(-1_299) == "-1.2 k")
    #expect(Quantity.shortened(12_999) == "12 k" && Quantity.shortened(8_214_551) == "8.2 M")
    #expect(Quantity.shortened(150_000_000_000) == "150 G")
    #expect(Quantity.shortened(2_000_000_000_000) == "2 000 000 000 000")
    #expect(Quantity.scientific(UInt64.max) == "1.8e19" && Quantity.scientific(9_999) == "?")
    #expect(
      Quantity.tenths(0.54) == "0.5" && Quantity.tenths(10.6) == "11" && Quantity.tenths(1_204_331.2) == "1 204 331")
    #expect(Quantity.tenths(-3) == "0")
  }
}
