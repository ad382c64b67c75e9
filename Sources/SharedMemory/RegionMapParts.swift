import CRegion
import Model

// The names of a region's bytes in `region.h`. Every offset comes from the layout itself, so that no name can be at
// the wrong bytes.

extension RegionMap {
  /// The names of a region of this layout.
  /// - Parameters:
  ///   - records: whose each record is.
  ///   - programs: the parts of fixed size that programs name themselves, in any order.
  public init(_ layout: RegionLayout, records: [WorkerID?], programs: [Part] = []) {
    let parts =
      RegionFields.fixedParts + programs.sorted { $0.offset < $1.offset } + [
        Part(
          "slots", at: layout.slotsOffset, stride: 8 * layout.slotWords, count: layout.slotCount,
          naming: .numbered("slot"), Self.slot(layout)),
        Part(
          "overwrites", at: layout.overwritesOffset, of: region_overwrite.self, count: layout.slotCount,
          naming: .numbered("overwrites"), isBookkeeping: true,
          [Field("by", \region_overwrite.by, .item), Field("item", \region_overwrite.item, .item)]),
        Part(
          "workers", at: layout.workersOffset, of: region_worker.self, count: RegionLayout.workerCount,
          naming: .workers(records), isBookkeeping: true, RegionFields.worker),
        Part(
          "cells", at: layout.cellsOffset, stride: 8, count: RegionLayout.workersPerRole * layout.window,
          naming: .cells(each: layout.window), isBookkeeping: true, [Field("", offset: 0, size: 8, .cell)]),
      ]
    self.init(parts: Self.withoutGaps(parts), bits: .ofRegion)
  }

  /// Fills gaps between two parts with padding.
  private static func withoutGaps(_ parts: [Part]) -> [Part] {
    var whole: [Part] = []
    for part in parts {
      let end = whole.last?.end ?? 0
      if part.offset > end { whole.append(Part("", at: end, stride: part.offset - end, isBookkeeping: true, [])) }
      whole.append(part)
    }
    return whole
  }

  private static func slot(_ layout: RegionLayout) -> [Field] {
    (0..<layout.slotWords).map { Field(layout.slotWords == 1 ? "" : "[\($0)]", offset: 8 * $0, size: 8, .item) }
  }
}

extension RegionMap.Bits {
  /// The bits of packed words in the region.
  static let ofRegion = RegionMap.Bits(
    sequence: RegionMap.BitField(at: 0, REGION_SEQUENCE_MASK),
    producer: RegionMap.BitField(at: REGION_ITEM_PRODUCER_SHIFT, REGION_ITEM_PRODUCER_MASK),
    slot: RegionMap.BitField(at: REGION_CELL_SLOT_SHIFT, REGION_CELL_SLOT_MASK),
    taker: RegionMap.BitField(at: REGION_CELL_TAKER_SHIFT, REGION_CELL_TAKER_MASK),
    settled: RegionMap.BitField(at: REGION_CELL_SETTLED_SHIFT, 1),
    operation: RegionMap.BitField(at: 0, UInt64(REGION_OPERATION_MASK)),
    operationWord: RegionMap.BitField(at: REGION_OPERATION_WORD_SHIFT, .max),
    variableCode: RegionMap.BitField(at: 0, UInt64(REGION_VARIABLE_CODE_MASK)),
    variableElement: RegionMap.BitField(at: REGION_VARIABLE_ELEMENT_SHIFT, UInt64(REGION_VARIABLE_ELEMENT_MASK)),
    eventTicket: RegionMap.BitField(at: 0, REGION_EVENT_TICKET_MASK),
    eventOperation: RegionMap.BitField(at: REGION_EVENT_OPERATION_SHIFT, REGION_EVENT_OPERATION_MASK),
    eventBlocked: RegionMap.BitField(at: REGION_EVENT_BLOCKED_SHIFT, REGION_EVENT_BLOCKED_MASK))
}

extension RegionMap.BitField {
  fileprivate init(at shift: Int32, _ mask: UInt64) { self.init(shift: UInt64(shift), mask: mask) }
}

extension RegionMap.Part {
  /// Whatever no field names is padding.
  public init(
    _ name: String, at offset: Int, stride: Int, count: Int = 1, naming: RegionMap.Naming = .alone,
    isBookkeeping: Bool = false, _ fields: [RegionMap.Field]
  ) {
    var (covered, end) = ([RegionMap.Field](), 0)
    for field in fields.sorted(by: { $0.offset < $1.offset }) {
      if field.offset > end { covered.append(RegionMap.Field("", offset: end, size: field.offset - end, .padding)) }
      covered.append(field)
      end = field.offset + field.size
    }
    if end < stride { covered.append(RegionMap.Field("", offset: end, size: stride - end, .padding)) }
    self.init(
      name, offset: offset, stride: stride, count: count, fields: covered, naming: naming, isBookkeeping: isBookkeeping)
  }

  public init<T>(
    _ name: String, at offset: Int, of type: T.Type, count: Int = 1, naming: RegionMap.Naming = .alone,
    isBookkeeping: Bool = false, _ fields: [RegionMap.Field]
  ) {
    self.init(
      name, at: offset, stride: MemoryLayout<T>.stride, count: count, naming: naming, isBookkeeping: isBookkeeping,
      fields)
  }

  /// A member of the part of fixed size.
  init<T>(
    _ name: String, _ member: KeyPath<region, T>, isBookkeeping: Bool = false, _ fields: [RegionMap.Field]
  ) {
    self.init(
      name, at: MemoryLayout<region>.offset(of: member)!, of: T.self, isBookkeeping: isBookkeeping, fields)
  }

  /// A member of the program *message*'s part.
  init<T, Element>(
    message name: String, _ member: KeyPath<region_message, T>, of type: Element.Type, count: Int = 1,
    naming: RegionMap.Naming = .alone, _ fields: [RegionMap.Field]
  ) {
    let offset = MemoryLayout<region>.offset(of: \.message)! + MemoryLayout<region_message>.offset(of: member)!
    self.init(name, at: offset, of: type, count: count, naming: naming, fields)
  }
}

extension RegionMap.Field {
  /// A member of a structure.
  public init<Structure, Value>(_ name: String, _ member: KeyPath<Structure, Value>, _ kind: RegionMap.Kind = .number) {
    self.init(
      name, offset: MemoryLayout<Structure>.offset(of: member)!, size: MemoryLayout<Value>.size, kind)
  }
}
