import CRegion

/// A mapped region, with the addresses of its words. The layout is copied at the start, so that nothing written into
/// the region later can lead outside it.
public struct Region {
  public let layout: RegionLayout
  public let mapping: Mapping
  /// The start of the region.
  public let base: UnsafeMutableRawPointer
  public let slots: Word64
  @usableFromInline let cells: Word64
  /// The workers' records: producers and consumers alternate.
  public let workers: [WorkerWords]

  init(layout: RegionLayout, mapping: Mapping) {
    self.layout = layout
    self.mapping = mapping
    base = mapping.base
    slots = Word64(base + layout.slotsOffset)
    cells = Word64(base + layout.cellsOffset)
    let records = base + layout.workersOffset
    workers = (0..<RegionLayout.workerCount).map { WorkerWords(records + $0 * MemoryLayout<region_worker>.stride) }
  }

  @inlinable @inline(__always)
  public var empty: SharedSemaphore { SharedSemaphore(base + REGION_AT_EMPTY) }
  @inlinable @inline(__always)
  public var full: SharedSemaphore { SharedSemaphore(base + REGION_AT_FULL) }
  @inlinable @inline(__always)
  public var mutex: SharedSemaphore { SharedSemaphore(base + REGION_AT_MUTEX) }
  @inlinable @inline(__always)
  public var `in`: Word64 { Word64(base + REGION_AT_IN) }
  @inlinable @inline(__always)
  public var out: Word64 { Word64(base + REGION_AT_OUT) }
  /// The process-shared mutex, and its conditions.
  @inlinable @inline(__always)
  public var pthreadMutex: SharedMutex { SharedMutex(base + REGION_AT_PTHREAD_MUTEX) }
  @inlinable @inline(__always)
  public var notFull: SharedCondition { SharedCondition(base + REGION_AT_NOT_FULL) }
  @inlinable @inline(__always)
  public var notEmpty: SharedCondition { SharedCondition(base + REGION_AT_NOT_EMPTY) }
  /// A spinlock: 0, or the process id of its holder.
  @inlinable @inline(__always)
  public var lock: Word64 { Word64(base + REGION_AT_LOCK) }
  /// The number of items in the ring, if a discipline keeps it in a plain word.
  @inlinable @inline(__always)
  public var count: Word64 { Word64(base + REGION_AT_COUNT) }
  @inlinable @inline(__always)
  public var counter: Word64 { Word64(base + REGION_AT_COUNTER) }
  public var message: MessageWords { MessageWords(base + REGION_AT_MESSAGE) }
  @inlinable @inline(__always)
  public var control: ControlWords { ControlWords(base) }

  /// Lays out a new region in zeroed memory.
  /// - Parameters:
  ///   - object: the inode or the id of the object that holds the memory.
  ///   - isKept: whether it is in a file that the user named.
  public init(
    formatting mapping: Mapping, as layout: RegionLayout, creator pid: Int32, startTime: UInt64 = 0,
    object: UInt64 = 0, isKept: Bool = false
  ) {
    precondition(mapping.size >= layout.totalSize)
    var header = layout.header(creator: pid, startTime: startTime)
    // The magic number comes last: a creator that is killed before leaves nothing that looks like a region.
    header.magic = 0
    header.object = object
    header.kept = isKept ? 1 : 0
    mapping.base.storeBytes(of: header, as: region_header.self)
    Word64(mapping.base + MemoryLayout<region_header>.offset(of: \.magic)!).storeRelease(REGION_MAGIC)
    self.init(layout: layout, mapping: mapping)
  }

  /// Attaches to a region that another process has laid out.
  public init(attaching mapping: Mapping) throws(RegionError) {
    let layout = try RegionLayout(validating: Self.header(of: mapping), mappedSize: mapping.size)
    self.init(layout: layout, mapping: mapping)
  }

  private static func header(of mapping: Mapping) throws(RegionError) -> region_header {
    guard mapping.size >= MemoryLayout<region>.size else {
      throw .tooSmall(expected: MemoryLayout<region>.size, actual: mapping.size)
    }
    return mapping.base.load(as: region_header.self)
  }

  /// The size of the smallest region.
  public static let smallestSize = RegionLayout(slotCount: 1, slotWords: 1).totalSize

  /// Whether the header is still as its creator wrote it.
  public var isHeaderIntact: Bool {
    guard let found = try? Self.header(of: mapping) else { return false }
    let expected = try? RegionLayout(validating: found, mappedSize: mapping.size)
    return expected == layout
  }

  /// The process that laid it out, or that resumed it last.
  public var creator: Int32 { Int32(truncatingIfNeeded: mapping.base.load(as: region_header.self).creator_pid) }

  /// When that process started, in clock ticks since boot.
  public var creatorStart: UInt64 { mapping.base.load(as: region_header.self).creator_start }

  /// Whether it is in a file that the user named.
  public var isKept: Bool { mapping.base.load(as: region_header.self).kept != 0 }

  /// Records another process as the creator: one that resumes it.
  public func adopt(creator pid: Int32, startTime: UInt64) {
    Word64(base + MemoryLayout<region_header>.offset(of: \.creator_start)!).store(startTime)
    Word64(base + MemoryLayout<region_header>.offset(of: \.creator_pid)!).storeRelease(UInt64(bitPattern: Int64(pid)))
  }

  /// Not 0 while a reset clears the region. If it is found so, the region must be cleared again.
  public var clearing: Word32 { Word32(base + MemoryLayout<region_header>.offset(of: \.clearing)!) }

  /// An index brought into range: without synchronization, or after an outside write, it can be anything.
  @inlinable @inline(__always)
  public func wrapped(_ index: UInt64) -> SlotIndex {
    let count = UInt64(truncatingIfNeeded: layout.slotCount)
    return SlotIndex(Int(truncatingIfNeeded: index < count ? index : index % count))
  }

  /// The words of a slot.
  /// - Precondition: the layout contains the slot; see `wrapped`.
  @inlinable @inline(__always)
  public func slot(_ index: SlotIndex) -> SlotWords { SlotWords(slots[index.rawValue &* layout.slotWords]) }

  /// The tally cells of a producer.
  /// - Precondition: `number`, counted from 1, is in `1...RegionLayout.workersPerRole`.
  @inlinable @inline(__always)
  public func cells(ofProducer number: Int) -> TallyCells { TallyCells(cells[(number &- 1) &* layout.window]) }

  /// The tally cell that an item names.
  /// - Precondition: the item is possible in this layout.
  @inlinable @inline(__always)
  public func cell(of item: ItemWord) -> Word64 { cells(ofProducer: item.producer)[item.cell] }

  /// The last overwriting in a slot: the item that overwrote, then the one that was overwritten.
  public func overwrite(_ slot: SlotIndex) -> Word64 {
    Word64(base + layout.overwritesOffset + slot.rawValue * MemoryLayout<region_overwrite>.stride)
  }
}
