import Model
import SharedMemory

/// A producer's tally: one cell for each of its items that may still be under way.
///
/// A cell says where its item was put and whether it was taken. Consumers mark their takes there. Before the producer
/// uses a cell again it settles what became of the item: taken, lost, or still in the ring, and then the cell is passed
/// over. So the ledger is exact with cells for twice the slots, for any number of items.
struct TallyWindow {
  let producer: Int
  let region: Region
  private let cells: Word64
  private let words: WorkerWords
  private let mask: Int
  private var cursor = 0

  init(producer: Int, in region: Region) {
    self.producer = producer
    self.region = region
    cells = region.cells(ofProducer: producer - 1)
    words = region.workers[WorkerID(.producer, producer).record]
    mask = region.layout.window - 1
  }

  /// Finds a cell for the next item.
  @inline(__always)
  mutating func next(sequence: UInt64) -> ItemWord {
    cursor = (cursor &+ 1) & mask
    let cell = CellWord(raw: cells[cursor].load())
    if !(cell.isTaken || cell.sequence == 0) { settle() }
    return ItemWord(producer: producer, cell: cursor, sequence: sequence)
  }

  /// Opens the item's cell, just before its first word is written.
  @inline(__always)
  func open(_ item: ItemWord, slot: Int) {
    cells[item.cell].store(CellWord(sequence: item.sequence, slot: slot).raw)
  }

  /// Moves on to the next cell whose item's fate is known, and enters the losses.
  @inline(never)
  private mutating func settle() {
    var passedOver = 0
    while true {
      switch fate(ofCell: cursor, producer: producer, in: region) {
      case .unused, .taken: return
      case .lost: return writeOff()
      case .inRing, .inHand:
        cursor = (cursor &+ 1) & mask
        passedOver += 1
        // Every cell is needed: somebody has stopped in the middle of a take. Let it go on.
        if passedOver > mask {
          yieldProcessor()
          passedOver = 0
        }
      }
    }
  }
}

extension TallyWindow {
  /// Counts the item of the present cell as lost, and frees the cell. Should this process be killed in between, the
  /// laboratory can tell from the claim.
  private func writeOff() {
    let cell = CellWord(raw: cells[cursor].load())
    words.claimCount.store(words.lost.load())
    words.claim.publish(ItemWord(producer: producer, cell: cursor, sequence: cell.sequence).raw)
    cells[cursor].publish(cell.freed.raw)
    words.lost.add()
    words.claim.publish(0)
  }
}

/// What became of an item.
enum Fate {
  /// The cell stands for no item.
  case unused
  case taken
  /// It stands in its slot, whole.
  case inRing
  /// It is gone from its slot; a consumer in the middle of a take there may have it.
  case inHand
  /// It is gone from its slot, and nobody can have it any more.
  case lost
}

/// What became of the item of a cell. It must have been put into the ring wholly.
///
/// The order of the looks makes it exact while everybody runs. A consumer announces the slot before it reads it, says
/// which item it read, marks the cell, and only then takes all that back. So whoever sees the item gone from the slot, and after that no
/// announcement for the slot, and after that the cell unmarked, knows that nobody has it or will ever have it: each
/// word of an item is written once, and what was overwritten does not come back.
func fate(ofCell index: Int, producer: Int, in region: Region) -> Fate {
  let word = region.cells(ofProducer: producer - 1)[index]
  let cell = CellWord(raw: word.observe())
  if cell.sequence == 0 { return .unused }
  if cell.isTaken { return .taken }
  let item = ItemWord(producer: producer, cell: index, sequence: cell.sequence)
  // A cell from a scribbled region may name a slot that is not there.
  if cell.slot < region.layout.slotCount, region.isWhole(item, inSlot: cell.slot) { return .inRing }
  fullFence()
  let announcement = UInt64(cell.slot) + 1
  for worker in region.workers where worker.taking.observe() == announcement {
    let holding = worker.holding.observe()
    // Either it has not read anything yet, so that it may have read this item by the next moment; or it did.
    if holding == 0 || holding == item.raw { return .inHand }
  }
  return CellWord(raw: word.observe()).isTaken ? .taken : .lost
}

extension Region {
  /// Whether every word of a slot is of this item.
  func isWhole(_ item: ItemWord, inSlot number: Int) -> Bool {
    let slot = slot(number)
    for word in 0..<layout.slotWords where slot[word].observe() != item.raw { return false }
    return true
  }
}

extension WorkerWords {
  /// Takes back what was said about a take: it is over. What was announced is taken back last, so that nobody ever sees
  /// an announcement without knowing what it is about.
  func letGo() {
    taking.publish(0)
    holding.publish(0)
  }
}
