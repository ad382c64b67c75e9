import CRegion

// The contents of single words of a worker's record. See `region.h`.

/// A worker's position in its listing.
public struct OperationWord: Sendable, Hashable {
  public var raw: UInt32

  @inlinable @inline(__always)
  public init(raw: UInt32) { self.raw = raw }

  /// - Parameters:
  ///   - operation: its number in the listing of the worker's role, from 0.
  ///   - word: the word of a wide item, from 0.
  @inlinable @inline(__always)
  public init(_ operation: Int, word: Int = 0) {
    raw = UInt32(truncatingIfNeeded: operation | word &<< Int(REGION_OPERATION_WORD_SHIFT))
  }

  @inlinable public var operation: Int { Int(raw & REGION_OPERATION_MASK) }
  @inlinable public var word: Int { Int(raw &>> UInt32(REGION_OPERATION_WORD_SHIFT)) }
}

/// An operation that a worker did below full speed.
public struct EventWord: Sendable, Hashable {
  public var raw: UInt64

  public init(raw: UInt64) { self.raw = raw }

  public init(ticket: UInt32, operation: Int, isBlocked: Bool) {
    raw =
      UInt64(ticket)
      | (UInt64(truncatingIfNeeded: operation) & REGION_EVENT_OPERATION_MASK) << UInt64(REGION_EVENT_OPERATION_SHIFT)
      | (isBlocked ? 1 : 0) << UInt64(REGION_EVENT_BLOCKED_SHIFT)
  }

  public var ticket: UInt32 { UInt32(truncatingIfNeeded: raw & REGION_EVENT_TICKET_MASK) }
  public var operation: Int { Int(raw >> UInt64(REGION_EVENT_OPERATION_SHIFT) & REGION_EVENT_OPERATION_MASK) }
  /// Whether the worker found that it must wait, and has not done it yet.
  public var isBlocked: Bool { raw >> UInt64(REGION_EVENT_BLOCKED_SHIFT) & REGION_EVENT_BLOCKED_MASK != 0 }
}

/// An error, and its slot.
public struct IncidentWord: Sendable, Hashable {
  public var raw: UInt64

  public init(raw: UInt64) { self.raw = raw }

  public init(kind: UInt8, slot: Int) {
    raw =
      UInt64(kind)
      | (UInt64(truncatingIfNeeded: slot) & REGION_INCIDENT_SLOT_MASK) << UInt64(REGION_INCIDENT_SLOT_SHIFT)
  }

  public var kind: UInt8 { UInt8(truncatingIfNeeded: raw & REGION_INCIDENT_KIND_MASK) }
  public var slot: Int { Int(raw >> UInt64(REGION_INCIDENT_SLOT_SHIFT) & REGION_INCIDENT_SLOT_MASK) }
}
