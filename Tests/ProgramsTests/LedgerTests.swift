import Model
import Testing

@testable import Programs
@testable import SharedMemory

@Suite("The ledger, against histories made by hand")
struct LedgerTests {
  @Test("put and taken")
  func clean() throws {
    let table = try Table(slots: 3)
    try table.put(1, into: 0)
    try table.put(2, into: 1)
    try table.take(1, from: 0)
    #expect(table.ledger == LedgerCounts(produced: 2, taken: 1, inRing: 1))
    #expect(table.ledger.balances)
  }

  @Test("overwritten before anyone took it")
  func lost() throws {
    let table = try Table(slots: 2)
    try table.put(1, into: 0)
    try table.put(2, into: 0)
    #expect(table.ledger == LedgerCounts(produced: 2, lost: 1, inRing: 1))
    let incidents = table.region.incidents(of: [(WorkerID(.producer, 2), table[.producer, 2].worker.words)])
    #expect(incidents.map(\.kind) == [.lost])
    #expect(incidents.first?.item == Item(producer: 1, sequence: 1))
    #expect(incidents.first?.other == Item(producer: 2, sequence: 1))
    #expect(table.region.slotContents([])[0].overwrote == Item(producer: 1, sequence: 1))
  }

  @Test("taken twice, by one or by two")
  func duplicated() throws {
    let table = try Table(slots: 2)
    try table.put(1, into: 0)
    try table.take(1, from: 0)
    try table.take(1, from: 0)
    try table.take(2, from: 0)
    #expect(table.ledger == LedgerCounts(produced: 1, taken: 1, duplicated: 2))
  }

  @Test("taken from where nothing was ever put, or what nobody produced")
  func phantom() throws {
    let table = try Table(slots: 2)
    try table.take(1, from: 1)
    table.region.slot(0)[0].store(ItemWord(producer: 3, cell: 7, sequence: 99).raw)
    try table.take(1, from: 0)
    table.region.slot(0)[0].store(.max)
    try table.take(1, from: 0)
    #expect(table.ledger == LedgerCounts(phantom: 3))
  }

  @Test("words of two items in one")
  func torn() throws {
    let table = try Table(slots: 2, words: 4)
    try table.put(1, into: 0)
    let first = table.region.slot(0)[0].load()
    try table.put(2, into: 0)
    // The first word of the other item came last.
    table.region.slot(0)[0].store(first)
    try table.take(1, from: 0)
    #expect(table.ledger == LedgerCounts(produced: 2, torn: 1, lost: 2))
    #expect(
      table.region.slotContents([])[0].contents == .torn(Item(producer: 1, sequence: 1), Item(producer: 2, sequence: 1))
    )
  }

  @Test("exact long after the window of cells has gone round, with an item left standing all the while")
  func longHistory() throws {
    let table = try Table(slots: 3)
    try table.put(1, into: 2)
    let rounds = 3 * table.region.layout.window
    for round in 1...rounds {
      try table.put(1, into: 0)
      if round.isMultiple(of: 3) { try table.take(1, from: 0) }
    }
    let taken = UInt64(rounds / 3)
    let last: UInt64 = rounds.isMultiple(of: 3) ? 0 : 1
    #expect(table.ledger.taken == taken)
    #expect(table.ledger.inRing == 1 + last)
    #expect(table.ledger.lost == UInt64(rounds) - taken - last)
    #expect(table.ledger.balances)
    try table.take(2, from: 2)
    #expect(table.ledger.taken == taken + 1)
    try table.take(2, from: 2)
    #expect(table.ledger.duplicated == 1)
    #expect(table.ledger.balances)
  }

  @Test("an item in the hand of a consumer is not written off, however long that takes")
  func inHand() throws {
    let table = try Table(slots: 1)
    try table.put(1, into: 0)
    let item = ItemWord(raw: table.region.slot(0)[0].load())
    // A consumer has read the slot and not yet marked the cell.
    let consumer = table[.consumer, 1]
    consumer.worker.words.taking.storeSequentiallyConsistent(1)
    for _ in 1...2 * table.region.layout.window - 2 { try table.put(1, into: 0); try table.take(2, from: 0) }
    // Overwritten is lost for as long as the consumer does not come to have it whole, and it may yet.
    #expect(table.ledger.lost == 1)
    #expect(table.ledger.balances)
    consumer.worker.enter(item, other: item, from: 0)
    consumer.worker.words.taking.storeRelease(0)
    #expect(table.ledger.taken == table.ledger.produced)
    #expect(table.ledger.violations == 0)
    #expect(table.ledger.balances)
  }

  @Test("a producer killed while it writes a wide item burns its number; one that had written it all has produced it")
  func killedProducer() throws {
    let table = try Table(slots: 2, words: 2)
    try table.put(1, into: 0)
    let worker = table[.producer, 1]
    try worker.worker.beginItem()
    worker.worker.cells.open(worker.worker.item, slot: 1)
    table.region.slot(1)[0].store(worker.worker.item.raw)
    table.region.settleDeath(of: worker.worker.id, worker.worker.words)
    #expect(table.ledger == LedgerCounts(produced: 1, inRing: 1))

    table.replace(.producer, 1)
    let successor = table[.producer, 1]
    try successor.worker.beginItem()
    #expect(successor.worker.item.sequence == 3)
    successor.worker.cells.open(successor.worker.item, slot: 1)
    for word: WordOffset in [0, 1] { table.region.slot(1)[word].store(successor.worker.item.raw) }
    table.region.settleDeath(of: successor.worker.id, successor.worker.words)
    #expect(table.ledger == LedgerCounts(produced: 2, inRing: 2))
    try table.take(1, from: 1)
    #expect(table.ledger == LedgerCounts(produced: 2, taken: 1, inRing: 1))
  }

  @Test("a consumer killed between its mark and its count has taken the item")
  func killedConsumer() throws {
    let table = try Table(slots: 2)
    try table.put(1, into: 0)
    let item = ItemWord(raw: table.region.slot(0)[0].load())
    let consumer = table[.consumer, 2]
    consumer.worker.words.claimCount.store(consumer.worker.words.taken.load())
    consumer.worker.words.claim.storeRelease(item.raw)
    let cell = table.region.cell(of: item)
    #expect(cell.replace(cell.load(), by: CellWord(raw: cell.load()).marked(by: 2).raw))
    #expect(!table.ledger.balances)
    table.region.settleDeath(of: consumer.worker.id, consumer.worker.words)
    #expect(table.ledger == LedgerCounts(produced: 1, taken: 1))
    #expect(cell.load() == CellWord(sequence: 1, slot: 0).taken(by: 2).raw)
  }

  @Test("a consumer killed between its mark and its count has taken the item, however far its producer has gone on")
  func killedConsumerLeftBehind() throws {
    let table = try Table(slots: 2)
    try table.put(1, into: 0)
    let item = ItemWord(raw: table.region.slot(0)[0].load())
    let consumer = table[.consumer, 2]
    consumer.worker.words.claim.storeRelease(item.raw)
    let cell = table.region.cell(of: item)
    cell.store(CellWord(raw: cell.load()).marked(by: 2).raw)
    let rounds = 3 * table.region.layout.window
    for _ in 1...rounds { try table.put(1, into: 1) }
    #expect(CellWord(raw: cell.load()).sequence == item.sequence)
    table.region.settleDeath(of: consumer.worker.id, consumer.worker.words)
    #expect(table.ledger == LedgerCounts(produced: UInt64(rounds) + 1, taken: 1, lost: UInt64(rounds) - 1, inRing: 1))
    #expect(table.ledger.balances)
    // Settled, it is used like any other.
    for _ in 1...rounds { try table.put(1, into: 1) }
    #expect(CellWord(raw: cell.load()).sequence > item.sequence)
    #expect(table.ledger.balances)
  }

  @Test("a producer killed between freeing a cell and counting the loss has lost the item, once")
  func killedWhileWritingOff() throws {
    let table = try Table(slots: 1)
    try table.put(1, into: 0)
    let item = ItemWord(raw: table.region.slot(0)[0].load())
    try table.put(2, into: 0)
    let producer = table[.producer, 1]
    producer.worker.words.claimCount.store(0)
    producer.worker.words.claim.storeRelease(item.raw)
    #expect(table.ledger.lost == 1)
    let cell = table.region.cell(of: item)
    cell.store(CellWord(raw: cell.load()).freed.raw)
    #expect(table.ledger.lost == 0)
    table.region.settleDeath(of: producer.worker.id, producer.worker.words)
    #expect(table.ledger == LedgerCounts(produced: 2, lost: 1, inRing: 1))
  }

  @Test("a loss that was settled is counted once, also while the next item has no slot yet")
  func settledOnce() throws {
    let table = try Table(slots: 1)
    let producer = table[.producer, 1]
    for expected in 0...UInt64(table.region.layout.window) {
      try table.put(1, into: 0)
      #expect(table.ledger.lost == expected)
      try producer.worker.beginItem()
      #expect(table.ledger.lost == expected)
    }
  }

  @Test("clearing leaves nothing of it")
  func clear() throws {
    let table = try Table(slots: 2)
    try table.put(1, into: 0)
    try table.put(1, into: 0)
    try table.take(1, from: 1)
    try table.region.clear(for: Semaphores.discipline)
    #expect(table.ledger == LedgerCounts())
    #expect(table.region.slotContents([]).allSatisfy { $0 == Slot(.empty) })
    #expect(table.region.synchronizers().map(\.value) == [2, 0, 1])
  }
}
