import Model
import SharedMemory

/// A producer's tally: one cell for each of its items that may still be under way.
///
/// A cell says where its item was put and whether it was taken. Consumers mark their takes there. Before the producer
/// uses a cell again it settles what became of the item: taken, lost, or still in the ring, and then the cell is passed
/// over. So the ledger is exact with cells for twice the slots, for any number of items.
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

  /// Goes to the next cell. Whether it can be used: no item is there, or one that was taken and counted, or written off.
  @inline(__always)
  mutating func advance() -> Bool {
    cursor = CellIndex((cursor.rawValue &+ 1) & mask)
    return present.isFree
  }

  @inline(__always)
  private var present: CellWord { CellWord(raw: cells[cursor].load()) }

  /// The name of an item that will have the present cell.
  @inline(__always)
  func item(sequence: UInt64) -> ItemWord { ItemWord(producer: producer, cell: cursor, sequence: sequence) }

  /// Opens the item's cell, just before its first word is written.
  @inline(__always)
  func open(_ item: ItemWord, slot: SlotIndex) {
    cells[item.cell].store(CellWord(sequence: item.sequence, slot: slot).raw)
  }

  /// What became of the item of the present cell.
  func fate(in region: borrowing Region) -> ItemOutcome { region.fate(ofCell: cursor, producer: producer) }

  /// Counts the item of the present cell as lost, and frees the cell. Should this process be killed in between, the
  /// laboratory can tell from the claim.
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

  /// Moves on to the next cell whose item's fate is known, and enters the losses. Only where something goes wrong does it
  /// come to this.
  @inline(never)
  private mutating func settleCells() throws(Interruption) {
    var passedOver = 0
    while true {
      switch cells.fate(in: region) {
      case .unused, .taken: return
      case .lost: return cells.writeOff(words)
      case .inRing, .inHand, .uncounted:
        passedOver += 1
        // Every cell is needed: somebody has stopped in the middle of a take. Let it go on, unless something else is
        // wanted of this worker meanwhile.
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
  /// Takes back what was said about a take: it is over. What was announced is taken back last, so that nobody ever sees
  /// an announcement without knowing what it is about.
  func clearHoldings() {
    taking.storeRelease(0)
    holding.storeRelease(0)
  }
}
