import MessagePassing
import Testing

/// What comes back is what was sent, with one byte changed in the message of one number.
private struct Echo: Transport {
  var name: String { "echo" }
  var title: String { "echo" }
  var copies: Int { 0 }
  var traits: Traits { Traits(synchronization: "", reach: "", complexity: "", safety: "") }
  var spoiled: UInt64?

  func prepare(size: Int) throws -> Link { Link(owners: []) }

  func attach(_ place: TransferEnd) throws -> End { End(spoiled: spoiled) }

  struct End: Channel {
    var spoiled: UInt64?
    var sent: UInt64 = 0
    var received: UInt64 = 0
    var systemCalls: UInt64 { sent + received }

    init(spoiled: UInt64?) { self.spoiled = spoiled }

    mutating func send(_ message: Message) throws { sent += 1 }

    mutating func receive(_ message: Message) throws {
      // The receiver never sent it: here is its message, the last of each part.
      if received >= sent { message.fill(number: received, isLast: received % 10 == 9) }
      if received == spoiled { message.bytes[message.size - 1] ^= 1 }
      received += 1
    }
  }
}

@Suite("The loops of a transfer")
struct TransferTests {
  private func work(_ side: Side, size: Int = 64, spoiled: UInt64? = nil) throws -> TransferResult {
    let place = TransferEnd(side: side, size: size, argument: "", descriptors: [])
    return try Echo(spoiled: spoiled).work(Assignment(place, nanoseconds: 1_000_000))
  }

  @Test("the receiver counts the messages up to the last, and the calls for them alone")
  func counts() throws {
    let account = try work(.receiver)
    #expect(account.messages == 10)
    #expect(account.systemCalls == 10)
    #expect(account.moment > 0)
  }

  @Test("a byte that changed on the way is found out, in every part", arguments: [0, 9, 10, 15, 19, 20, 29, 30])
  func spoiled(number: UInt64) {
    #expect(throws: TransferError.wrong(number: number)) { try work(.receiver, spoiled: number) }
    #expect(throws: TransferError.wrong(number: number)) { try work(.receiver, size: 13, spoiled: number) }
  }

  @Test("also on the way back")
  func spoiledAnswer() {
    #expect(throws: TransferError.wrong(number: 3)) { try work(.sender, spoiled: 3) }
  }

  @Test("an account arrives as it was told, and nonsense is none")
  func account() throws {
    let account = try work(.receiver)
    #expect(TransferResult("\(account)") == account)
    for nonsense in ["", "1 2 3", "1 2 3 4 x", "-1 2 3 4 5", "1 2 3 4 5 6"] { #expect(TransferResult(nonsense) == nil) }
  }
}
