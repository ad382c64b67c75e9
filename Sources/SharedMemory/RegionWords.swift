import CRegion

// A place in the region is its base and a number that the compiler knows. Pointers kept for each word would have to be
// loaded one by one, and the loops at full speed are all loads and stores as it is.

/// The words of the control block and the reports. See `region.h`.
public struct ControlWords {
  @usableFromInline let region: UnsafeMutablePointer<region>

  @inlinable @inline(__always)
  init(_ region: UnsafeMutablePointer<region>) { self.region = region }

  @inlinable @inline(__always)
  public var attention: Word32 { Word32(&region.pointee.control.attention) }
  public var pace: Word32 { Word32(&region.pointee.control.pace) }
  @inlinable @inline(__always)
  public var command: Word32 { Word32(&region.pointee.control.command) }
  public var discipline: Word32 { Word32(&region.pointee.control.discipline) }
  @inlinable @inline(__always)
  public var generation: Word32 { Word32(&region.pointee.control.generation) }
  public var epoch: Word32 { Word32(&region.pointee.control.epoch) }
  public var delay: Word64 { Word64(&region.pointee.control.delay) }
  public var seed: Word64 { Word64(&region.pointee.control.seed) }
  /// 0: nothing is accounted for.
  public var ledger: Word32 { Word32(&region.pointee.control.ledger) }
  /// Whether there is a System V semaphore set, and its id.
  public var hasSemaphores: Word32 { Word32(&region.pointee.control.has_semaphores) }
  public var semaphores: Word32 { Word32(&region.pointee.control.semaphores) }
  /// How often a provoked discipline calls sched_yield(2): every so many times; 0: never.
  public var provoke: Word32 { Word32(&region.pointee.control.provoke) }
  public var reports: Word32 { Word32(&region.pointee.reports.bell) }
  public var ticket: Word32 { Word32(&region.pointee.reports.ticket) }
}

/// The words of a worker's record. See `region.h`.
public struct WorkerWords {
  @usableFromInline let record: UnsafeMutablePointer<region_worker>

  @inlinable @inline(__always)
  init(_ record: UnsafeMutablePointer<region_worker>) { self.record = record }

  // What the laboratory writes.
  @inlinable @inline(__always)
  public var bell: Word32 { Word32(&record.pointee.bell) }
  @inlinable @inline(__always)
  public var granted: Word32 { Word32(&record.pointee.granted) }
  @inlinable @inline(__always)
  public var order: Word32 { Word32(&record.pointee.order) }
  @inlinable @inline(__always)
  public var quota: Word64 { Word64(&record.pointee.quota) }
  // What the worker writes.
  @inlinable @inline(__always)
  public var state: Word32 { Word32(&record.pointee.state) }
  @inlinable @inline(__always)
  public var operation: Word32 { Word32(&record.pointee.operation) }
  @inlinable @inline(__always)
  public var waitsFor: Word32 { Word32(&record.pointee.waits_for) }
  @inlinable @inline(__always)
  public var passed: Word32 { Word32(&record.pointee.passed) }
  @inlinable @inline(__always)
  public var registers: Word32 { Word32(&record.pointee.registers) }
  @inlinable @inline(__always)
  public var pid: Word32 { Word32(&record.pointee.pid) }
  @inlinable @inline(__always)
  public var index: Word64 { Word64(&record.pointee.index) }
  @inlinable @inline(__always)
  public var item: Word64 { Word64(&record.pointee.item) }
  @inlinable @inline(__always)
  public var looks: Word64 { Word64(&record.pointee.looks) }
  @inlinable @inline(__always)
  public var sequence: Word64 { Word64(&record.pointee.sequence) }
  @inlinable @inline(__always)
  public var burned: Word64 { Word64(&record.pointee.burned) }
  @inlinable @inline(__always)
  public var lost: Word64 { Word64(&record.pointee.lost) }
  @inlinable @inline(__always)
  public var taken: Word64 { Word64(&record.pointee.taken) }
  @inlinable @inline(__always)
  public var duplicated: Word64 { Word64(&record.pointee.duplicated) }
  @inlinable @inline(__always)
  public var torn: Word64 { Word64(&record.pointee.torn) }
  @inlinable @inline(__always)
  public var phantom: Word64 { Word64(&record.pointee.phantom) }
  @inlinable @inline(__always)
  public var taking: Word64 { Word64(&record.pointee.taking) }
  @inlinable @inline(__always)
  public var claim: Word64 { Word64(&record.pointee.claim) }
  @inlinable @inline(__always)
  public var claimCount: Word64 { Word64(&record.pointee.claim_count) }
  @inlinable @inline(__always)
  public var holding: Word64 { Word64(&record.pointee.holding) }
  @inlinable @inline(__always)
  public var eventCount: Word64 { Word64(&record.pointee.event_count) }
  @inlinable @inline(__always)
  public var incidentCount: Word64 { Word64(&record.pointee.incident_count) }

  public static let eventCapacity = Int(REGION_EVENTS)
  public static let incidentCapacity = Int(REGION_INCIDENTS)

  /// The place of the event with this number, as one word: ticket, operation and the blocked flag from the low end up.
  public func event(_ number: UInt64) -> Word64 {
    let first = UnsafeMutableRawPointer(record) + MemoryLayout<region_worker>.offset(of: \.events)!
    return Word64(first + Int(number % UInt64(REGION_EVENTS)) * MemoryLayout<region_event>.stride)
  }

  /// The three words of the incident with this number: kind and slot, item, other item.
  public func incident(_ number: UInt64) -> Word64 {
    let first = UnsafeMutableRawPointer(record) + MemoryLayout<region_worker>.offset(of: \.incidents)!
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

  /// Whether a worker's state can be this.
  public static func isState(_ value: UInt32) -> Bool {
    [absent, starting, running, parked, blocked, resting, finished, spinning].contains(value)
  }
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

  /// Whether it is marked as taken by somebody who has still to count that. Until then its mark is all that tells of the
  /// take, and it may not stand for another item.
  @inlinable public var isUncounted: Bool { raw & Self.uncountedBit != 0 }

  /// Whether it may stand for another item: it stands for none, or for one that is over and accounted for.
  @inlinable @inline(__always)
  public var isFree: Bool { raw &>> 62 == 0b10 || sequence == 0 }

  /// The number of the consumer that took it first, from 1.
  @inlinable public var taker: Int { Int(truncatingIfNeeded: raw &>> 56 & 0x3f) }

  /// The same cell, settled by nobody's taking it: its item was lost, or never produced.
  public var freed: CellWord { taken(by: 0) }

  /// The same cell when its taker has counted it.
  @inlinable @inline(__always)
  public var counted: CellWord { CellWord(raw: raw & ~Self.uncountedBit) }

  /// The same cell at the moment when a consumer takes its item, which it counts next.
  @inlinable @inline(__always)
  public func marked(by consumer: Int) -> CellWord { CellWord(raw: taken(by: consumer).raw | Self.uncountedBit) }

  @usableFromInline static let uncountedBit: UInt64 = 1 &<< 62

  /// The same cell once a consumer has taken its item.
  @inlinable @inline(__always)
  public func taken(by consumer: Int) -> CellWord {
    CellWord(raw: raw | UInt64(truncatingIfNeeded: consumer) &<< 56 | 1 &<< 63)
  }
}
