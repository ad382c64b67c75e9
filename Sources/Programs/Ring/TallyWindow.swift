import Model
import SharedMemory

/// A producer's tally: one cell for each of its items that may not be settled yet.
///
/// A cell holds the slot of its item and whether the item was taken. Consumers mark their takes there. Before the
/// producer reuses a cell, it determines the item's outcome: taken, lost, or still in the ring. In the last case it
/// skips the cell. So with cells for twice the slots the ledger is exact for any number of items.
struct TallyWindow {
  private let producer: Int
  private let cells: TallyCells
  private let mask: Int
  private var cursor: CellIndex = 0

  init(producer: Int, in region: Region) {
    self.producer = producer
    cells = region.cells(ofProducer: producer)
    mask = region.layout.window - 1
  }

  var count: Int { mask + 1 }

  /// Moves to the next cell, and returns whether it is free: it has no item, or its item was taken and counted, or
  /// counted as lost.
  @inline(__always)
  mutating func advance() -> Bool {
    cursor = CellIndex((cursor.rawValue &+ 1) & mask)
    return present.isFree
  }

  @inline(__always)
  private var present: CellWord { CellWord(raw: cells[cursor].load()) }

  /// The name of an item that will use the present cell.
  @inline(__always)
  func item(sequence: UInt64) -> ItemWord { ItemWord(producer: producer, cell: cursor, sequence: sequence) }

  /// Opens the item's cell, just before its first word is written.
  @inline(__always)
  func open(_ item: ItemWord, slot: SlotIndex) {
    cells[item.cell].store(CellWord(sequence: item.sequence, slot: slot).raw)
  }

  /// The outcome of the present cell's item.
  func fate(in region: borrowing Region) -> ItemOutcome { region.fate(ofCell: cursor, producer: producer) }

  /// Counts the item of the present cell as lost, and frees the cell. If this process is killed in between, the claim
  /// tells the laboratory.
  func writeOff(_ words: WorkerWords) {
    words.claimCount.store(words.lost.load())
    words.claim.storeRelease(item(sequence: present.sequence).raw)
    cells[cursor].storeRelease(present.freed.raw)
    words.lost.add()
    words.claim.storeRelease(0)
  }
}

extension Worker {
  /// Finds a cell for the producer's next item.
  @inline(__always)
  mutating func findCell() throws(Interruption) {
    if !cells.advance() { try settleCells() }
  }

  /// Moves to the next cell whose item has a known outcome, and records losses. This happens only after an error.
  @inline(never)
  private mutating func settleCells() throws(Interruption) {
    var passedOver = 0
    while true {
      switch cells.fate(in: region) {
      case .unused, .taken: return
      case .lost: return cells.writeOff(words)
      case .inRing, .inHand, .uncounted:
        passedOver += 1
        // No cell is free: some process was stopped during a take. Let it run, unless this worker has other orders
        // meanwhile.
        if passedOver.isMultiple(of: cells.count) {
          if !mayGoOn { throw .restart }
          yieldProcessor()
        }
        if cells.advance() { return }
      }
    }
  }
}

extension WorkerWords {
  /// Clears the record of a take that is over: the announced slot first, so that nobody sees the announcement without
  /// the item that was read.
  func clearHoldings() {
    taking.storeRelease(0)
    holding.storeRelease(0)
  }
}
