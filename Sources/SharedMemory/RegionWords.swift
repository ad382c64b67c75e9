import CRegion

// A place in the region is its base and a number that the compiler knows, from `region.h`. A pointer that Swift makes of
// `&record.pointee.field` is good for one call only, and pointers kept for each word would have to be loaded one by one.

/// The words of the control block and the reports. See `region.h`.
public struct ControlWords {
  /// Where the region begins.
  @usableFromInline let base: UnsafeMutableRawPointer

  @inlinable @inline(__always)
  init(_ base: UnsafeMutableRawPointer) { self.base = base }

  @inlinable @inline(__always)
  public var attention: Word32 { Word32(base + REGION_AT_ATTENTION) }
  public var pace: Word32 { Word32(base + REGION_AT_PACE) }
  @inlinable @inline(__always)
  public var command: Word32 { Word32(base + REGION_AT_COMMAND) }
  public var discipline: Word32 { Word32(base + REGION_AT_DISCIPLINE) }
  @inlinable @inline(__always)
  public var generation: Word32 { Word32(base + REGION_AT_GENERATION) }
  public var epoch: Word32 { Word32(base + REGION_AT_EPOCH) }
  public var delay: Word64 { Word64(base + REGION_AT_DELAY) }
  public var seed: Word64 { Word64(base + REGION_AT_SEED) }
  /// 0: nothing is accounted for.
  public var ledger: Word32 { Word32(base + REGION_AT_LEDGER) }
  /// Whether there is a System V semaphore set, and its id.
  public var hasSemaphores: Word32 { Word32(base + REGION_AT_HAS_SEMAPHORES) }
  public var semaphores: Word32 { Word32(base + REGION_AT_SEMAPHORES) }
  /// How often a provoked discipline calls sched_yield(2): every so many times; 0: never.
  public var provoke: Word32 { Word32(base + REGION_AT_PROVOKE) }
  public var reports: Word32 { Word32(base + REGION_AT_REPORTS_WAKE_FUTEX) }
  public var ticket: Word32 { Word32(base + REGION_AT_REPORTS_TICKET) }
}

/// The words of a worker's record. See `region.h`.
public struct WorkerWords {
  /// Where the record begins.
  @usableFromInline let base: UnsafeMutableRawPointer

  @inlinable @inline(__always)
  init(_ base: UnsafeMutableRawPointer) { self.base = base }

  // What the laboratory writes.
  @inlinable @inline(__always)
  public var wakeFutex: Word32 { Word32(base + WORKER_AT_WAKE_FUTEX) }
  @inlinable @inline(__always)
  public var granted: Word32 { Word32(base + WORKER_AT_GRANTED) }
  @inlinable @inline(__always)
  public var order: Word32 { Word32(base + WORKER_AT_ORDER) }
  public var halts: Word32 { Word32(base + WORKER_AT_HALTS) }
  @inlinable @inline(__always)
  public var quota: Word64 { Word64(base + WORKER_AT_QUOTA) }
  // What the worker writes.
  @inlinable @inline(__always)
  public var state: Word32 { Word32(base + WORKER_AT_STATE) }
  @inlinable @inline(__always)
  public var operation: Word32 { Word32(base + WORKER_AT_OPERATION) }
  @inlinable @inline(__always)
  public var waitsFor: Word32 { Word32(base + WORKER_AT_WAITS_FOR) }
  @inlinable @inline(__always)
  public var passed: Word32 { Word32(base + WORKER_AT_PASSED) }
  public var returned: Word32 { Word32(base + WORKER_AT_RETURNED) }
  @inlinable @inline(__always)
  public var registers: Word32 { Word32(base + WORKER_AT_REGISTERS) }
  @inlinable @inline(__always)
  public var pid: Word32 { Word32(base + WORKER_AT_PID) }
  @inlinable @inline(__always)
  public var index: Word64 { Word64(base + WORKER_AT_INDEX) }
  @inlinable @inline(__always)
  public var item: Word64 { Word64(base + WORKER_AT_ITEM) }
  @inlinable @inline(__always)
  public var looks: Word64 { Word64(base + WORKER_AT_LOOKS) }
  @inlinable @inline(__always)
  public var sequence: Word64 { Word64(base + WORKER_AT_SEQUENCE) }
  @inlinable @inline(__always)
  public var burned: Word64 { Word64(base + WORKER_AT_BURNED) }
  @inlinable @inline(__always)
  public var lost: Word64 { Word64(base + WORKER_AT_LOST) }
  @inlinable @inline(__always)
  public var taken: Word64 { Word64(base + WORKER_AT_TAKEN) }
  @inlinable @inline(__always)
  public var duplicated: Word64 { Word64(base + WORKER_AT_DUPLICATED) }
  @inlinable @inline(__always)
  public var torn: Word64 { Word64(base + WORKER_AT_TORN) }
  @inlinable @inline(__always)
  public var phantom: Word64 { Word64(base + WORKER_AT_PHANTOM) }
  @inlinable @inline(__always)
  public var taking: Word64 { Word64(base + WORKER_AT_TAKING) }
  @inlinable @inline(__always)
  public var claim: Word64 { Word64(base + WORKER_AT_CLAIM) }
  @inlinable @inline(__always)
  public var claimCount: Word64 { Word64(base + WORKER_AT_CLAIM_COUNT) }
  @inlinable @inline(__always)
  public var holding: Word64 { Word64(base + WORKER_AT_HOLDING) }
  @inlinable @inline(__always)
  public var eventCount: Word64 { Word64(base + WORKER_AT_EVENT_COUNT) }
  @inlinable @inline(__always)
  public var incidentCount: Word64 { Word64(base + WORKER_AT_INCIDENT_COUNT) }

  public static let eventCapacity = Int(REGION_EVENTS)
  public static let incidentCapacity = Int(REGION_INCIDENTS)

  /// The place of the event with this number, as one word: ticket, operation and the blocked flag from the low end up.
  public func event(_ number: UInt64) -> Word64 {
    let first = base + WORKER_AT_EVENTS
    return Word64(first + Int(number % UInt64(REGION_EVENTS)) * MemoryLayout<region_event>.stride)
  }

  /// The three words of the incident with this number: kind and slot, item, other item.
  public func incident(_ number: UInt64) -> Word64 {
    let first = base + WORKER_AT_INCIDENTS
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
