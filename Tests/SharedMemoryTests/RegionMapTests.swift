import CRegion
import Model
import SharedMemory
import Testing

@Suite("The names of the bytes are the layout's")
struct RegionMapTests {
  @Test("parts follow each other from the first byte to the last, and so do the fields of each")
  func covers() {
    for slots in [1, 3, 10, 4096] {
      for words in [1, 3, 512] {
        let layout = RegionLayout(slotCount: slots, slotWords: words)
        var end = 0
        for part in RegionMap(layout, records: []).parts {
          #expect(part.offset == end, "\(part.name)")
          end = part.end
          var inside = 0
          for field in part.fields {
            #expect(field.offset == inside, "\(part.name).\(field.name)")
            inside = field.offset + field.size
          }
          #expect(inside == part.stride, "\(part.name)")
        }
        #expect(end == layout.totalSize)
      }
    }
  }

  /// Writes into a member of the C structure, and returns the names of the fields whose bytes that changed.
  private func names<T>(_ part: String, _ type: T.Type, _ write: (inout T) -> Void) -> [String] {
    let map = RegionMap(RegionLayout(slotCount: 3, slotWords: 2), records: []).parts.first { $0.name == part }!
    #expect(map.stride == MemoryLayout<T>.stride)
    return withUnsafeTemporaryAllocation(byteCount: map.stride, alignment: 64) { memory in
      memory.initializeMemory(as: UInt8.self, repeating: 0)
      write(&memory.baseAddress!.assumingMemoryBound(to: T.self).pointee)
      return map.fields.filter { memory[$0.offset..<$0.offset + $0.size].contains { $0 != 0 } }.map(\.name)
    }
  }

  @Test("a value written through region.h appears under its name")
  func named() {
    #expect(names("header", region_header.self) { $0.magic = .max } == ["magic"])
    #expect(names("header", region_header.self) { $0.cells_offset = .max } == ["cells_offset"])
    #expect(names("control", region_control.self) { $0.discipline = .max } == ["discipline"])
    #expect(names("control", region_control.self) { $0.delay = .max } == ["delay"])
    #expect(names("control", region_control.self) { $0.semaphores = -1 } == ["semaphores"])
    #expect(names("reports", region_reports.self) { $0.ticket = .max } == ["ticket"])
    #expect(names("in", region_word.self) { $0.value = .max } == [""])
    #expect(names("overwrites", region_overwrite.self) { $0.item = .max } == ["item"])
    #expect(names("workers", region_worker.self) { $0.state = .max } == ["state"])
    #expect(names("workers", region_worker.self) { $0.waits_for = .max } == ["waits_for"])
    #expect(names("workers", region_worker.self) { $0.index = .max } == ["index"])
    #expect(names("workers", region_worker.self) { $0.events.63.ticket = .max } == ["events[63]"])
    #expect(names("workers", region_worker.self) { $0.incidents.7.other = .max } == ["incidents[7].other"])
    #expect(names("message.text", region_text.self) { $0.words.14 = .max } == [""])
    #expect(names("message.text", region_text.self) { $0.words.15 = .max } == ["check"])
  }

  @Test("a part lies where its member does, or where the sizes put it")
  func placed() {
    let layout = RegionLayout(slotCount: 10, slotWords: 1)
    let named = RegionMap(layout, records: []).parts.filter { !$0.name.isEmpty }
    let offsets = Dictionary(uniqueKeysWithValues: named.map { ($0.name, $0.offset) })
    #expect(offsets["empty"] == MemoryLayout<region>.offset(of: \.empty))
    #expect(offsets["in"] == MemoryLayout<region>.offset(of: \.in))
    #expect(offsets["pthread_mutex"] == MemoryLayout<region>.offset(of: \.pthread_mutex))
    #expect(offsets["counter"] == MemoryLayout<region>.offset(of: \.counter))
    #expect(offsets["message.version"] == MemoryLayout<region>.offset(of: \.message))
    #expect(offsets["slots"] == layout.slotsOffset)
    #expect(offsets["workers"] == layout.workersOffset)
    #expect(offsets["cells"] == layout.cellsOffset)
  }

  /// sem_t and pthread_mutex_t keep their members to themselves; what glibc does with them shows where they are.
  @Test("what glibc does to a semaphore and a mutex appears under the names that we give its members")
  func insideOfTheCLibrary() {
    #expect(names("empty", region_semaphore.self) { sem_init(&$0.semaphore, 0, 3) } == ["value"])
    #expect(names("empty", region_semaphore.self) { sem_init(&$0.semaphore, 1, 0) } == ["private"])
    #expect(
      names("pthread_mutex", region_mutex.self) {
        pthread_mutex_init(&$0.mutex, nil)
        pthread_mutex_lock(&$0.mutex)
      } == ["__lock", "__owner", "__nusers"])
  }

  @Test("its bits are those that item words, tally cells, places and events are made of")
  func bits() {
    let bits = RegionMap(RegionLayout(slotCount: 3, slotWords: 2), records: []).bits
    let item = ItemWord(producer: 32, cell: 8191, sequence: ItemWord.lastSequence).raw
    #expect(bits.producer.value(in: item) == 32 && bits.sequence.value(in: item) == ItemWord.lastSequence)
    let cell = CellWord(sequence: 7, slot: 4095)
    #expect(bits.sequence.value(in: cell.raw) == 7 && bits.slot.value(in: cell.raw) == 4095)
    #expect(bits.settled.value(in: cell.raw) == 0 && bits.settled.value(in: cell.freed.raw) == 1)
    #expect(bits.taker.value(in: cell.taken(by: 32).raw) == 32)
    #expect(bits.slot.value(in: cell.marked(by: 32).raw) == 4095 && cell.marked(by: 32).isUncounted)
    let place = UInt64(OperationWord(9, word: 511).raw)
    #expect(bits.operation.value(in: place) == 9 && bits.operationWord.value(in: place) == 511)
    let event = EventWord(ticket: .max, operation: 9, isBlocked: true).raw
    #expect(bits.eventTicket.value(in: event) == UInt64(UInt32.max) && bits.eventOperation.value(in: event) == 9)
    #expect(bits.eventBlocked.value(in: event) == 1)
  }
}
