import CRegion

/// The offsets of the region's parts, as the sizes alone determine them. See `region.h`.
public struct RegionLayout: Sendable, Hashable {
  public let slotCount: Int
  public let slotWords: Int
  /// Tally cells for each producer, a power of two: at least twice the slots, so that there is always a cell that no
  /// item in the ring needs.
  public let window: Int

  public static let workersPerRole = Int(REGION_WORKERS_PER_ROLE)
  public static let workerCount = 2 * workersPerRole
  static let slotLimit = 1...Int(REGION_SLOTS_MAX)
  static let wordLimit = 1...Int(REGION_SLOT_WORDS_MAX)
  static let line = Int(REGION_LINE)

  /// - Precondition: both are within the limits of `region.h`.
  public init(slotCount: Int, slotWords: Int) {
    precondition(Self.slotLimit ~= slotCount && Self.wordLimit ~= slotWords)
    self.slotCount = slotCount
    self.slotWords = slotWords
    var window = Int(REGION_WINDOW_MIN)
    while window < 2 * slotCount { window *= 2 }
    self.window = window
  }

  /// Whether there is such a slot: a tally cell of a scribbled region may name any.
  public func contains(_ slot: SlotIndex) -> Bool { slot.rawValue < slotCount }

  public var slotsOffset: Int { Self.aligned(MemoryLayout<region>.size) }
  public var overwritesOffset: Int { Self.aligned(slotsOffset + slotCount * slotWords * 8) }
  /// The records begin at such a boundary: a processor that reads slot after slot would otherwise prefetch their
  /// cache lines, and take them away from the processes that write there.
  public var workersOffset: Int {
    Self.aligned(overwritesOffset + slotCount * MemoryLayout<region_overwrite>.stride, to: Int(REGION_PREFETCH))
  }
  public var cellsOffset: Int { Self.aligned(workersOffset + Self.workerCount * MemoryLayout<region_worker>.stride) }
  /// The bytes of a worker's record.
  public func bytes(of record: RecordIndex) -> Range<Int> {
    let start = workersOffset + record.rawValue * WorkerWords.size
    return start..<start + WorkerWords.size
  }
  /// The bytes that change while these workers work, apart from the laboratory's orders.
  /// - Parameter numbers: the numbers of the workers: those of the producers among them have tally cells.
  public func changingBytes(records: [RecordIndex], numbers: Set<Int>) -> [Range<Int>] {
    let cellBytes = window * 8
    return [Int(REGION_AT_EMPTY)..<MemoryLayout<region>.size, slotsOffset..<workersOffset]
      + records.map(bytes)
      + numbers.filter { 1...Self.workersPerRole ~= $0 }.sorted().map { number in
        let start = cellsOffset + (number - 1) * cellBytes
        return start..<start + cellBytes
      }
  }

  public var totalSize: Int { cellsOffset + Self.workersPerRole * window * 8 }

  private static func aligned(_ offset: Int, to unit: Int = line) -> Int { (offset + unit - 1) / unit * unit }

  /// The header of a region with this layout.
  public func header(creator pid: Int32, startTime: UInt64) -> region_header {
    var header = region_header()
    header.magic = REGION_MAGIC
    header.version = REGION_VERSION
    header.slot_count = UInt32(slotCount)
    header.slot_words = UInt32(slotWords)
    header.worker_count = UInt32(Self.workerCount)
    header.window = UInt32(window)
    header.total_size = UInt64(totalSize)
    header.slots_offset = UInt64(slotsOffset)
    header.overwrites_offset = UInt64(overwritesOffset)
    header.workers_offset = UInt64(workersOffset)
    header.cells_offset = UInt64(cellsOffset)
    header.creator_pid = Int64(pid)
    header.creator_start = startTime
    return header
  }

  /// Reads the layout from a header without trusting it: every number is checked against the sizes and against the
  /// real size of the memory.
  public init(validating header: region_header, mappedSize: Int) throws(RegionError) {
    guard header.magic == REGION_MAGIC else { throw .notARegion }
    guard header.version == REGION_VERSION else { throw .otherVersion(header.version) }
    guard Self.slotLimit ~= Int(header.slot_count), Self.wordLimit ~= Int(header.slot_words) else { throw .damaged }
    self.init(slotCount: Int(header.slot_count), slotWords: Int(header.slot_words))
    guard header.worker_count == Self.workerCount, header.window == window, header.total_size == totalSize,
      header.slots_offset == slotsOffset, header.overwrites_offset == overwritesOffset,
      header.workers_offset == workersOffset, header.cells_offset == cellsOffset
    else { throw .damaged }
    guard mappedSize >= totalSize else { throw .tooSmall(expected: totalSize, actual: mappedSize) }
  }
}

/// The reason why memory is not a usable region.
public enum RegionError: Error, CustomStringConvertible, Sendable, Hashable {
  case notARegion
  case otherVersion(UInt32)
  case damaged
  case tooSmall(expected: Int, actual: Int)

  public var description: String {
    switch self {
    case .notARegion: "it does not begin like a region of Ringside"
    case .otherVersion(let version):
      "its layout is version \(version), and this Ringside knows version \(REGION_VERSION)"
    case .damaged: "its header contradicts itself"
    case .tooSmall(let expected, let actual): "its header promises \(expected) bytes, and there are \(actual)"
    }
  }
}
