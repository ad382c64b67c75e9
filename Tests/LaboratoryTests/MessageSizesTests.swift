import Model
import Laboratory
import Testing

@Suite("Sizes of messages, as they are typed")
struct MessageSizesTests {
  @Test("are read in their order", arguments: [("4", [4]), ("64K,1k,5", [65536, 1024, 5]), ("4096,64", [4096, 64])])
  func right(text: String, sizes: [Int]) throws { #expect(try MessageSizes.read(text).get() == sizes) }

  @Test(
    "or it is said what would be right",
    arguments: [
      "", "0", "3", "abc", "4,", ",4", "4,,5", "4,4", "1K,1024", "-4", "+4", "4.5", "65537", "65K", "99999999", "K",
      "99999999999999999999", "9223372036854775807K", "4 ,5", "٤",
    ])
  func wrong(text: String) {
    #expect(throws: Refusal.self) { try MessageSizes.read(text).get() }
  }
}
