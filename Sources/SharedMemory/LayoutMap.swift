import CRegion

/// What `region.h` calls the bytes of a region: its parts, one after the other, and the fields of each. Every offset is
/// asked of the layout itself, so that no name can stand beside the wrong bytes.
public struct LayoutMap: Sendable, Hashable {
  /// How the bytes of a field are to be read.
  public enum Kind: Sendable, Hashable {
    case number
    case signed
    case hexadecimal
    /// UTF-8, with zeros behind it.
    case text
    /// A number that stands for one of these names.
    case named([UInt64: String])
    /// The id of a process.
    case process
    /// An item word, and a tally cell.
    case item
    case cell
    /// The number of an operation in the low 16 bits, the word of a wide item above.
    case operation
    /// The number of a shared variable.
    case variable
    /// A ticket, an operation, and whether it had to wait.
    case event
    /// Nobody's.
    case padding
  }

  public struct Field: Sendable, Hashable {
    /// Empty where the part has this one field.
    public var name: String
    /// From the start of its element.
    public var offset: Int
    public var size: Int
    public var kind: Kind
  }

  /// A part: so many elements that are all made alike. Its fields, padding included, cover an element without a gap.
  public struct Part: Sendable, Hashable {
    public var name: String
    public var offset: Int
    public var stride: Int
    public var count: Int
    public var fields: [Field]

    public var size: Int { stride * count }
  }

  public let parts: [Part]

  /// The size of a worker's record.
  public static let recordSize = MemoryLayout<region_worker>.stride

  public init(_ layout: RegionLayout) {
    var parts = Self.fixedParts
    parts += [
      Part("slots", at: layout.slotsOffset, stride: 8 * layout.slotWords, count: layout.slotCount, Self.slot(layout)),
      Part(
        "overwrites", at: layout.overwritesOffset, of: region_overwrite.self, count: layout.slotCount,
        [Field("by", \region_overwrite.by, .item), Field("item", \region_overwrite.item, .item)]),
      Part(
        "workers", at: layout.workersOffset, of: region_worker.self, count: RegionLayout.workerCount, Self.worker),
      Part(
        "cells", at: layout.cellsOffset, stride: 8, count: RegionLayout.workersPerRole * layout.window,
        [Field("", at: 0, size: 8, .cell)]),
    ]
    self.parts = Self.withoutGaps(parts)
  }

  /// Between two parts there may be bytes that are nobody's.
  private static func withoutGaps(_ parts: [Part]) -> [Part] {
    var whole: [Part] = []
    for part in parts {
      let end = whole.last.map { $0.offset + $0.size } ?? 0
      if part.offset > end { whole.append(Part("", at: end, stride: part.offset - end, [])) }
      whole.append(part)
    }
    return whole
  }

  private static func slot(_ layout: RegionLayout) -> [Field] {
    (0..<layout.slotWords).map { Field(layout.slotWords == 1 ? "" : "[\($0)]", at: 8 * $0, size: 8, .item) }
  }
}

extension LayoutMap.Part {
  /// Whatever no field names is padding.
  init(_ name: String, at offset: Int, stride: Int, count: Int = 1, _ fields: [LayoutMap.Field]) {
    var (covered, end) = ([LayoutMap.Field](), 0)
    for field in fields.sorted(by: { $0.offset < $1.offset }) {
      if field.offset > end { covered.append(LayoutMap.Field("", at: end, size: field.offset - end, .padding)) }
      covered.append(field)
      end = field.offset + field.size
    }
    if end < stride { covered.append(LayoutMap.Field("", at: end, size: stride - end, .padding)) }
    self.init(name: name, offset: offset, stride: stride, count: count, fields: covered)
  }

  init<T>(_ name: String, at offset: Int, of type: T.Type, count: Int = 1, _ fields: [LayoutMap.Field]) {
    self.init(name, at: offset, stride: MemoryLayout<T>.stride, count: count, fields)
  }

  /// A member of the part of fixed size.
  init<T>(_ name: String, _ member: KeyPath<region, T>, _ fields: [LayoutMap.Field]) {
    self.init(name, at: MemoryLayout<region>.offset(of: member)!, of: T.self, fields)
  }

  /// A member of what the program *message* uses.
  init<T, Element>(
    message name: String, _ member: KeyPath<region_message, T>, of type: Element.Type, count: Int = 1,
    _ fields: [LayoutMap.Field]
  ) {
    let offset = MemoryLayout<region>.offset(of: \.message)! + MemoryLayout<region_message>.offset(of: member)!
    self.init(name, at: offset, of: type, count: count, fields)
  }
}

extension LayoutMap.Field {
  init(_ name: String, at offset: Int, size: Int, _ kind: LayoutMap.Kind = .number) {
    self.init(name: name, offset: offset, size: size, kind: kind)
  }

  /// A member of a structure.
  init<Structure, Value>(_ name: String, _ member: KeyPath<Structure, Value>, _ kind: LayoutMap.Kind = .number) {
    self.init(
      name: name, offset: MemoryLayout<Structure>.offset(of: member)!, size: MemoryLayout<Value>.size, kind: kind)
  }
}

/// Where an item word and a tally cell say what. See `region.h`.
public enum WordBits {
  public static let sequenceMask: UInt64 = ItemWord.sequenceMask
  public static let producerShift = UInt64(REGION_ITEM_PRODUCER_SHIFT)
  public static let slotShift = UInt64(REGION_CELL_SLOT_SHIFT)
  public static let slotMask = UInt64(REGION_CELL_SLOT_MASK)
  public static let takerShift = UInt64(REGION_CELL_TAKER_SHIFT)
  public static let takerMask = UInt64(REGION_CELL_TAKER_MASK)
  public static let settled = CellWord(raw: 0).freed.raw
}
