import Model
import Testing

@testable import Programs
@testable import SharedMemory

@Suite("The bounded buffer, alone")
struct RingTests {
  @Test("every capacity from 1 to 17 from every start: fills, empties, keeps order", arguments: 1...17)
  func everyStart(capacity: Int) throws {
    for start in 0..<capacity {
      for words in [1, 3] {
        let table = try Table(slots: capacity, words: words)
        let producer = table[.producer, 1]
        let consumer = table[.consumer, 1]
        func put() throws {
          try producer.worker.beginItem()
          try Semaphores.put(&producer.worker)
        }
        func take() throws -> UInt64 {
          consumer.worker.beginTake()
          try Semaphores.take(&consumer.worker)
          return consumer.worker.item.sequence
        }
        for expected in 0..<start {
          try put()
          #expect(try take() == UInt64(expected) + 1)
        }
        for _ in 0..<capacity { try put() }
        #expect(table.region.in.load() == UInt64(start))
        #expect(table.region.synchronizers().map(\.value) == [0, capacity, 1])
        #expect(!table.region.empty.tryWait())
        #expect(
          table.ledger
            == LedgerCounts(produced: UInt64(start + capacity), taken: UInt64(start), inRing: UInt64(capacity)))
        for expected in 0..<capacity { #expect(try take() == UInt64(start + expected) + 1) }
        #expect(table.region.out.load() == UInt64(start))
        #expect(table.region.synchronizers().map(\.value) == [capacity, 0, 1])
        let all = UInt64(start + capacity)
        #expect(table.ledger == LedgerCounts(produced: all, taken: all))
      }
    }
  }

  @Test("8-bit indices keep a full ring in order across 255 if its slots divide 256, and only then")
  func narrowIndices() throws {
    let index = try #require(Catalogue.index(of: "narrow-indices", in: .ring))
    for slots in [1, 2, 3, 7, 8, 10, 64, 100, 128, 256, 300] {
      let table = try Table(slots: slots, discipline: index)
      let producer = table[.producer, 1]
      let consumer = table[.consumer, 1]
      producer.worker.isWatching = true
      var taken: [UInt64] = []
      for number in 1...600 + slots {
        try producer.worker.beginItem()
        try NarrowIndices.put(&producer.worker)
        #expect(table.region.in.load() == UInt64(number) % 256)
        if number < slots { continue }
        consumer.worker.beginTake()
        try NarrowIndices.take(&consumer.worker)
        taken.append(consumer.worker.item.sequence)
      }
      let isRight = 256 % slots == 0
      #expect((table.ledger.violations == 0) == isRight, "\(slots) slots: \(table.ledger)")
      #expect((taken == (1...UInt64(taken.count)).map { $0 }) == isRight, "\(slots) slots")
      #expect(table.ledger.balances)
    }
  }

  @Test("indices from a scribbled region lead nowhere but into the ring")
  func hostileIndices() throws {
    let table = try Table(slots: 3, words: 2)
    table.region.in.store(.max)
    table.region.out.store(1 << 63)
    let producer = table[.producer, 1]
    let consumer = table[.consumer, 1]
    for _ in 0..<4 {
      try producer.worker.beginItem()
      try None.put(&producer.worker)
      consumer.worker.beginTake()
      try None.take(&consumer.worker)
    }
    #expect(table.region.in.load() < 3)
    #expect(table.region.out.load() < 3)
    #expect(table.ledger.balances)
  }

  @Test("a region full of noise is read without a trap")
  func noise() throws {
    var random = SystemRandomNumberGenerator()
    let table = try Table(slots: 5, words: 2)
    for _ in 0..<50 {
      let start = MemoryLayout<UInt64>.size * 16
      for offset in stride(from: start, to: table.region.layout.totalSize - 8, by: 8) {
        table.region.base.storeBytes(
          of: UInt64.random(in: 0 ... .max, using: &random), toByteOffset: offset, as: UInt64.self)
      }
      let ids = [Role.producer, .consumer].flatMap { role in (1...32).map { WorkerID(role, $0) } }
      let records = zip(ids, table.region.workers).map { (id: $0, words: $1) }
      let workers = records.map { table.region.view(of: $0.id, $0.words, pid: 1) }
      #expect(table.region.slotContents(workers).count == 5)
      _ = table.ledger
      _ = table.region.events(of: records)
      _ = table.region.incidents(of: records)
      _ = table.region.synchronizers()
      _ = table.region.messageView(readers: [WorkerID(.reader, 1)])
      #expect(!table.region.discipline.name.isEmpty)
    }
  }

  @Test("the same seed gives the same pauses, and they keep the tempo on average")
  func jitter() {
    var one = Jitter(seed: 7)
    var same = Jitter(seed: 7)
    var other = Jitter(seed: 8)
    let pauses = (0..<1000).map { _ in one.next() }
    #expect(pauses == (0..<1000).map { _ in same.next() })
    #expect(pauses != (0..<1000).map { _ in other.next() })
    #expect(pauses.allSatisfy { 0.5..<1.5 ~= $0 })
    #expect(abs(pauses.reduce(0, +) / 1000 - 1) < 0.05)
  }
}
