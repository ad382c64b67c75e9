import CRegion

/// The words of a worker's record. See `region.h`.
public struct WorkerWords {
  /// The start of the record.
  @usableFromInline let base: UnsafeMutableRawPointer

  @inlinable @inline(__always)
  init(_ base: UnsafeMutableRawPointer) { self.base = base }

  // Written by the laboratory.
  @inlinable @inline(__always)
  public var wakeFutex: Word32 { Word32(base + WORKER_AT_WAKE_FUTEX) }
  @inlinable @inline(__always)
  public var granted: Word32 { Word32(base + WORKER_AT_GRANTED) }
  @inlinable @inline(__always)
  public var order: Word32 { Word32(base + WORKER_AT_ORDER) }
  public var halts: Word32 { Word32(base + WORKER_AT_HALTS) }
  /// The worker's name; 0: unused.
  public var name: Word32 { Word32(base + WORKER_AT_NAME) }
  @inlinable @inline(__always)
  public var quota: Word64 { Word64(base + WORKER_AT_QUOTA) }
  // Written by the worker.
  @inlinable @inline(__always)
  public var state: Word32 { Word32(base + WORKER_AT_STATE) }
  @inlinable @inline(__always)
  public var operation: Word32 { Word32(base + WORKER_AT_OPERATION) }
  @inlinable @inline(__always)
  public var waitsFor: Word32 { Word32(base + WORKER_AT_WAITS_FOR) }
  @inlinable @inline(__always)
  public var passed: Word32 { Word32(base + WORKER_AT_PASSED) }
  public var returned: Word32 { Word32(base + WORKER_AT_RETURNED) }
  public var copied: Word64 { Word64(base + WORKER_AT_COPIED) }
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

  /// The size of a record, in bytes.
  public static let size = MemoryLayout<region_worker>.stride
  public static let eventCapacity = Int(REGION_EVENTS)
  public static let incidentCapacity = Int(REGION_INCIDENTS)

  /// The word of the event with this number: see `EventWord`.
  public func event(_ number: UInt64) -> Word64 {
    let first = base + WORKER_AT_EVENTS
    return Word64(first + Int(number % UInt64(REGION_EVENTS)) * MemoryLayout<region_event>.stride)
  }

  /// The three words of the incident with this number: an `IncidentWord`, the item, the other item.
  public func incident(_ number: UInt64) -> Word64 {
    let first = base + WORKER_AT_INCIDENTS
    return Word64(first + Int(number % UInt64(REGION_INCIDENTS)) * MemoryLayout<region_incident>.stride)
  }

  /// All takes that the worker has counted.
  @inlinable @inline(__always)
  public var takes: UInt64 { taken.load() &+ duplicated.load() &+ torn.load() &+ phantom.load() }
}
