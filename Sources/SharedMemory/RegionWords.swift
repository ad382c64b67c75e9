import CRegion

/// The words of the control block and the reports. See `region.h`.
public struct ControlWords {
  public let attention: Word32
  public let pace: Word32
  public let command: Word32
  public let discipline: Word32
  public let generation: Word32
  public let epoch: Word32
  public let delay: Word64
  public let seed: Word64
  /// 0: nothing is accounted for.
  public let ledger: Word32
  /// Whether there is a System V semaphore set, and its id.
  public let hasSemaphores: Word32
  public let semaphores: Word32
  public let reports: Word32
  public let ticket: Word32

  init(region base: UnsafeMutableRawPointer) {
    let control = base + MemoryLayout<region>.offset(of: \.control)!
    func word(_ field: KeyPath<region_control, UInt32>) -> Word32 {
      Word32(control + MemoryLayout<region_control>.offset(of: field)!)
    }
    func word(_ field: KeyPath<region_control, UInt64>) -> Word64 {
      Word64(control + MemoryLayout<region_control>.offset(of: field)!)
    }
    attention = word(\.attention)
    pace = word(\.pace)
    command = word(\.command)
    discipline = word(\.discipline)
    generation = word(\.generation)
    epoch = word(\.epoch)
    delay = word(\.delay)
    seed = word(\.seed)
    ledger = word(\.ledger)
    hasSemaphores = word(\.has_semaphores)
    semaphores = Word32(control + MemoryLayout<region_control>.offset(of: \.semaphores)!)
    let report = base + MemoryLayout<region>.offset(of: \.reports)!
    reports = Word32(report + MemoryLayout<region_reports>.offset(of: \.bell)!)
    ticket = Word32(report + MemoryLayout<region_reports>.offset(of: \.ticket)!)
  }
}

/// The words of a worker's record. See `region.h`.
public struct WorkerWords {
  // What the laboratory writes.
  public let bell: Word32
  public let granted: Word32
  public let order: Word32
  public let quota: Word64
  // What the worker writes.
  public let state: Word32
  public let operation: Word32
  public let waitsFor: Word32
  public let passed: Word32
  public let registers: Word32
  public let pid: Word32
  public let index: Word64
  public let item: Word64
  public let looks: Word64
  public let sequence: Word64
  public let burned: Word64
  public let lost: Word64
  public let taken: Word64
  public let duplicated: Word64
  public let torn: Word64
  public let phantom: Word64
  public let taking: Word64
  public let claim: Word64
  public let claimCount: Word64
  public let holding: Word64
  public let eventCount: Word64
  public let incidentCount: Word64
  private let base: UnsafeMutableRawPointer

  init(_ base: UnsafeMutableRawPointer) {
    func word(_ field: KeyPath<region_worker, UInt32>) -> Word32 {
      Word32(base + MemoryLayout<region_worker>.offset(of: field)!)
    }
    func word(_ field: KeyPath<region_worker, UInt64>) -> Word64 {
      Word64(base + MemoryLayout<region_worker>.offset(of: field)!)
    }
    self.base = base
    bell = word(\.bell)
    granted = word(\.granted)
    order = word(\.order)
    quota = word(\.quota)
    state = word(\.state)
    operation = word(\.operation)
    waitsFor = word(\.waits_for)
    passed = word(\.passed)
    registers = word(\.registers)
    pid = word(\.pid)
    index = word(\.index)
    item = word(\.item)
    looks = word(\.looks)
    sequence = word(\.sequence)
    burned = word(\.burned)
    lost = word(\.lost)
    taken = word(\.taken)
    duplicated = word(\.duplicated)
    torn = word(\.torn)
    phantom = word(\.phantom)
    taking = word(\.taking)
    claim = word(\.claim)
    claimCount = word(\.claim_count)
    holding = word(\.holding)
    eventCount = word(\.event_count)
    incidentCount = word(\.incident_count)
  }

  public static let eventCapacity = Int(REGION_EVENTS)
  public static let incidentCapacity = Int(REGION_INCIDENTS)

  /// The place of the event with this number, as one word: ticket, operation and the blocked flag from the low end up.
  public func event(_ number: UInt64) -> Word64 {
    let first = base + MemoryLayout<region_worker>.offset(of: \.events)!
    return Word64(first + Int(number % UInt64(REGION_EVENTS)) * MemoryLayout<region_event>.stride)
  }

  /// The three words of the incident with this number: kind and slot, item, other item.
  public func incident(_ number: UInt64) -> Word64 {
    let first = base + MemoryLayout<region_worker>.offset(of: \.incidents)!
    return Word64(first + Int(number % UInt64(REGION_INCIDENTS)) * MemoryLayout<region_incident>.stride)
  }

  /// All takes that the worker has counted.
  @inlinable @inline(__always)
  public var takes: UInt64 { taken.load() &+ duplicated.load() &+ torn.load() &+ phantom.load() }
}

/// The values that the words of the region take, as `region.h` names them.
public enum RegionValue {
  public static let full = REGION_FULL.rawValue
  public static let tempo = REGION_TEMPO.rawValue
  public static let step = REGION_STEP.rawValue
  public static let run = REGION_RUN.rawValue
  public static let rest = REGION_REST.rawValue
  public static let stay = REGION_STAY.rawValue
  public static let leave = REGION_LEAVE.rawValue
  public static let absent = REGION_ABSENT.rawValue
  public static let starting = REGION_STARTING.rawValue
  public static let running = REGION_RUNNING.rawValue
  public static let parked = REGION_PARKED.rawValue
  public static let blocked = REGION_BLOCKED.rawValue
  public static let resting = REGION_RESTING.rawValue
  public static let finished = REGION_FINISHED.rawValue
  public static let spinning = REGION_SPINNING.rawValue
}

/// What an item word says. See `region.h`.
public struct ItemWord: Sendable, Hashable {
  public var raw: UInt64

  @inlinable @inline(__always)
  public init(raw: UInt64) { self.raw = raw }

  @inlinable @inline(__always)
  public init(producer: Int, cell: Int, sequence: UInt64) {
    raw =
      UInt64(truncatingIfNeeded: producer) &<< 56 | UInt64(truncatingIfNeeded: cell) &<< 40 | sequence
      & Self.sequenceMask
  }

  @usableFromInline static let sequenceMask: UInt64 = (1 << 40) - 1

  /// The producer's number, from 1.
  @inlinable public var producer: Int { Int(truncatingIfNeeded: raw &>> 56) }
  @inlinable public var cell: Int { Int(truncatingIfNeeded: raw &>> 40 & 0xffff) }
  @inlinable public var sequence: UInt64 { raw & Self.sequenceMask }

  /// Whether a producer can have written it into a region of this layout.
  @inlinable
  public func isPossible(in layout: RegionLayout) -> Bool {
    producer >= 1 && producer <= RegionLayout.workersPerRole && cell < layout.window && sequence > 0
  }
}

/// What a tally cell says. See `region.h`.
public struct CellWord: Sendable, Hashable {
  public var raw: UInt64

  @inlinable @inline(__always)
  public init(raw: UInt64) { self.raw = raw }

  @inlinable @inline(__always)
  public init(sequence: UInt64, slot: Int) {
    raw = sequence & ItemWord.sequenceMask | UInt64(truncatingIfNeeded: slot) &<< 40
  }

  @inlinable public var sequence: UInt64 { raw & ItemWord.sequenceMask }
  @inlinable public var slot: Int { Int(truncatingIfNeeded: raw &>> 40 & 0xfff) }
  @inlinable public var isTaken: Bool { raw >> 63 != 0 }

  /// The number of the consumer that took it first, from 1.
  @inlinable public var taker: Int { Int(truncatingIfNeeded: raw &>> 56 & 0x3f) }

  /// The same cell, settled by nobody's taking it: its item was lost, or never produced.
  public var freed: CellWord { taken(by: 0) }

  /// The same cell once a consumer has taken its item.
  @inlinable @inline(__always)
  public func taken(by consumer: Int) -> CellWord {
    CellWord(raw: raw | UInt64(truncatingIfNeeded: consumer) &<< 56 | 1 &<< 63)
  }
}
