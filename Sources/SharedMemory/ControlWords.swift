import CRegion

// An address in the region is its base plus a constant from `region.h`. A pointer that Swift makes of
// `&record.pointee.field` is valid for one call only, and stored pointers to each word would have to be loaded one by
// one.

/// The words of the control block and the reports. See `region.h`.
public struct ControlWords {
  /// The start of the region.
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
  /// 0: no ledger.
  public var ledger: Word32 { Word32(base + REGION_AT_LEDGER) }
  /// Whether there is a System V semaphore set, and its id.
  public var hasSemaphores: Word32 { Word32(base + REGION_AT_HAS_SEMAPHORES) }
  public var semaphores: Word32 { Word32(base + REGION_AT_SEMAPHORES) }
  /// A provoked discipline calls sched_yield(2) once every so many times; 0: never.
  public var provoke: Word32 { Word32(base + REGION_AT_PROVOKE) }
  public var reports: Word32 { Word32(base + REGION_AT_REPORTS_WAKE_FUTEX) }
  public var ticket: Word32 { Word32(base + REGION_AT_REPORTS_TICKET) }
}
