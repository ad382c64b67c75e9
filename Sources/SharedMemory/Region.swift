import CRegion

/// A mapped region: where its words are. The layout is copied at the start, so that nothing written into the region
/// later can lead outside of it.
public struct Region {
  public let layout: RegionLayout
  public let mapping: Mapping
  public let base: UnsafeMutableRawPointer

  public let empty: SharedSemaphore
  public let full: SharedSemaphore
  public let mutex: SharedSemaphore
  public let `in`: Word64
  public let out: Word64
  /// The process-shared mutex, and the conditions that go with it.
  public let pthreadMutex: SharedMutex
  public let notFull: SharedCondition
  public let notEmpty: SharedCondition
  /// A spinlock: 0, or the process id of whoever is inside.
  public let lock: Word64
  /// The items in the ring, where a discipline keeps that in a plain word.
  public let count: Word64
  public let counter: Word64
  public let message: MessageWords
  public let slots: Word64
  @usableFromInline let cells: Word64
  public let control: ControlWords
  /// The workers' records: producers and consumers in turn.
  public let workers: [WorkerWords]

  init(layout: RegionLayout, mapping: Mapping) {
    self.layout = layout
    self.mapping = mapping
    base = mapping.base
    empty = SharedSemaphore(base + MemoryLayout<region>.offset(of: \.empty)!)
    full = SharedSemaphore(base + MemoryLayout<region>.offset(of: \.full)!)
    mutex = SharedSemaphore(base + MemoryLayout<region>.offset(of: \.mutex)!)
    `in` = Word64(base + MemoryLayout<region>.offset(of: \.in)!)
    out = Word64(base + MemoryLayout<region>.offset(of: \.out)!)
    pthreadMutex = SharedMutex(base + MemoryLayout<region>.offset(of: \.pthread_mutex)!)
    notFull = SharedCondition(base + MemoryLayout<region>.offset(of: \.not_full)!)
    notEmpty = SharedCondition(base + MemoryLayout<region>.offset(of: \.not_empty)!)
    lock = Word64(base + MemoryLayout<region>.offset(of: \.lock)!)
    count = Word64(base + MemoryLayout<region>.offset(of: \.count)!)
    counter = Word64(base + MemoryLayout<region>.offset(of: \.counter)!)
    message = MessageWords(base + MemoryLayout<region>.offset(of: \.message)!)
    slots = Word64(base + layout.slotsOffset)
    cells = Word64(base + layout.cellsOffset)
    control = ControlWords(region: base)
    let records = base + layout.workersOffset
    workers = (0..<RegionLayout.workerCount).map { WorkerWords(records + $0 * MemoryLayout<region_worker>.stride) }
  }

  /// Lays out a new region in zeroed memory.
  public init(formatting mapping: Mapping, as layout: RegionLayout, creator pid: Int32, startTime: UInt64) {
    precondition(mapping.size >= layout.totalSize)
    mapping.base.storeBytes(of: layout.header(creator: pid, startTime: startTime), as: region_header.self)
    self.init(layout: layout, mapping: mapping)
  }

  /// Finds the region that another process has laid out.
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

  /// Whether the header still says what its creator wrote.
  public var isHeaderIntact: Bool {
    guard let found = try? Self.header(of: mapping) else { return false }
    let expected = try? RegionLayout(validating: found, mappedSize: mapping.size)
    return expected == layout
  }

  /// The process that laid it out.
  var creator: Int32 { Int32(truncatingIfNeeded: mapping.base.load(as: region_header.self).creator_pid) }

  /// An index brought into the ring: without synchronization, or after somebody scribbled, it can be anything.
  @inlinable @inline(__always)
  public func wrapped(_ index: UInt64) -> Int {
    let count = UInt64(truncatingIfNeeded: layout.slotCount)
    return Int(truncatingIfNeeded: index < count ? index : index % count)
  }

  /// The words of a slot.
  /// - Precondition: `index` is in `0..<slotCount`; see `wrapped`.
  @inlinable @inline(__always)
  public func slot(_ index: Int) -> Word64 { slots[index &* layout.slotWords] }

  /// The tally cells of a producer, counted from 0.
  @inlinable @inline(__always)
  public func cells(ofProducer index: Int) -> Word64 {
    cells[index &* layout.window]
  }

  /// The last overwriting in a slot: the item that overwrote, then the one that was overwritten.
  public func overwrite(_ slot: Int) -> Word64 { Word64(base + layout.overwritesOffset + slot * 16) }
}
