import MessagePassing
import Testing

@Suite("A message")
struct MessageTests {
  @Test(
    "is right under its own number alone, whatever its size",
    arguments: [4, 5, 7, 8, 9, 15, 16, 63, 64, 100, 4096])
  func right(size: Int) {
    let message = Message(size: size)
    defer { message.deallocate() }
    for number: UInt64 in [0, 1, 2, 1000, 1 << 31 - 1] {
      for isLast in [false, true] {
        message.fill(number: number, isLast: isLast)
        #expect(message.isRight(number: number))
        #expect(message.isLast == isLast)
        #expect(!message.isRight(number: number + 1))
      }
    }
  }

  @Test("with any of its bytes changed is wrong", arguments: [4, 5, 8, 13, 64, 129])
  func everyByte(size: Int) {
    let message = Message(size: size)
    defer { message.deallocate() }
    message.fill(number: 7, isLast: false)
    for index in 0..<size {
      message.bytes[index] ^= 4
      #expect(!message.isRight(number: 7), "byte \(index)")
      message.bytes[index] ^= 4
    }
    #expect(message.isRight(number: 7))
  }

  @Test("what stands behind it does not matter")
  func behind() {
    let message = Message(size: 13)
    defer { message.deallocate() }
    message.fill(number: 7, isLast: false)
    message.start.storeBytes(of: 0xff, toByteOffset: 13, as: UInt8.self)
    #expect(message.isRight(number: 7))
  }
}

@Suite("Percentiles")
struct PercentileTests {
  @Test("are values that were measured, by the nearest rank")
  func nearestRank() {
    let values = (1...100).map { UInt32($0) }
    #expect(percentile(0.5, ofSorted: values) == 50)
    #expect(percentile(0.99, ofSorted: values) == 99)
    #expect(percentile(1, ofSorted: values) == 100)
    #expect(percentile(0, ofSorted: values) == 1)
    #expect(percentile(0.5, ofSorted: [3, 9, 27]) == 9)
    #expect(percentile(0.99, ofSorted: [3]) == 3)
    #expect(percentile(0.5, ofSorted: []) == 0)
  }
}
