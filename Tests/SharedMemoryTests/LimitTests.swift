import CRegion
import Model
import SharedMemory
import Testing

@Suite("What is said twice is said alike")
struct LimitTests {
  @Test("a setup's limits are those of region.h")
  func setup() {
    #expect(Setup.Limit.slots == 1...Int(REGION_SLOTS_MAX))
    #expect(Setup.Limit.words == 1...Int(REGION_ITEM_WORDS_MAX))
    #expect(Setup.Limit.workersPerRole == 0...Int(REGION_WORKERS_PER_ROLE))
  }

  @Test("the largest message of a comparison just fits into a slot")
  func comparison() { #expect(ScriptStep.Limit.messageSizes.upperBound == 8 * Int(REGION_SLOT_WORDS_MAX)) }

  @Test("a message has the words of region.h, and the last one is its check")
  func message() {
    #expect(MessageView.words == Int(REGION_TEXT_WORDS))
    #expect(MessageView.longest == 8 * (MessageView.words - 1))
    #expect(MessageView.words.isMultiple(of: MessageView.pieces))
  }

  @Test("each fork and each place at the table has cache lines of its own")
  func table() {
    #expect(REGION_AT_TABLE.isMultiple(of: Int(REGION_LINE)))
    for offset in [TABLE_AT_FORKS, TABLE_AT_LAID, TABLE_AT_FOOTMAN, TABLE_AT_FORK, TABLE_AT_PLACES] {
      #expect(offset.isMultiple(of: Int(REGION_LINE)))
    }
    #expect(MemoryLayout<region_place>.stride == Int(REGION_LINE))
    #expect(TABLE_AT_PLACES - TABLE_AT_FORK == Setup.Limit.workersPerRole.upperBound * Int(REGION_LINE))
  }

  @Test("an event is written and read as the structure of region.h")
  func event() {
    let structure = region_event(ticket: 0x1234_5678, operation: 0xabcd, blocked: 1)
    let word = unsafeBitCast(structure, to: UInt64.self)
    #expect(EventWord(ticket: 0x1234_5678, operation: 0xabcd, isBlocked: true).raw == word)
    let read = EventWord(raw: word)
    #expect(read.ticket == 0x1234_5678 && read.operation == 0xabcd && read.isBlocked)
    #expect(!EventWord(ticket: 0, operation: 0xffff, isBlocked: false).isBlocked)
  }

  @Test("the largest of everything has its place in an item word, a tally cell and an incident")
  func words() {
    let layout = RegionLayout(slotCount: Int(REGION_SLOTS_MAX), slotWords: 1)
    let item = ItemWord(
      producer: RegionLayout.workersPerRole, cell: CellIndex(layout.window - 1), sequence: ItemWord.lastSequence)
    #expect(item.producer == RegionLayout.workersPerRole && item.cell.rawValue == layout.window - 1)
    #expect(item.sequence == ItemWord.lastSequence && item.isPossible(in: layout))
    let cell = CellWord(sequence: ItemWord.lastSequence, slot: SlotIndex(layout.slotCount - 1))
    #expect(cell.sequence == ItemWord.lastSequence && cell.slot.rawValue == layout.slotCount - 1 && !cell.isTaken)
    let taken = cell.marked(by: RegionLayout.workersPerRole)
    #expect(taken.taker == RegionLayout.workersPerRole && taken.isTaken && taken.isUncounted && !taken.isFree)
    #expect(taken.counted == cell.taken(by: RegionLayout.workersPerRole) && taken.counted.isFree)
    #expect(taken.slot.rawValue == layout.slotCount - 1 && taken.sequence == ItemWord.lastSequence)
    let incident = IncidentWord(kind: 4, slot: SlotIndex(layout.slotCount - 1))
    #expect(incident.kind == 4 && incident.slot.rawValue == layout.slotCount - 1)
  }
}
