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
}
