import CRegion

/// What a tally cell says. See `region.h`.
public struct CellWord: Sendable, Hashable {
  public var raw: UInt64

  @inlinable @inline(__always)
  public init(raw: UInt64) { self.raw = raw }

  @inlinable @inline(__always)
  public init(sequence: UInt64, slot: SlotIndex) {
    raw = sequence & REGION_SEQUENCE_MASK | UInt64(truncatingIfNeeded: slot.rawValue) &<< UInt64(REGION_CELL_SLOT_SHIFT)
  }

  @inlinable public var sequence: UInt64 { raw & REGION_SEQUENCE_MASK }
  /// In a scribbled region one that is not there: see `RegionLayout.slots`.
  @inlinable public var slot: SlotIndex {
    SlotIndex(Int(truncatingIfNeeded: raw &>> UInt64(REGION_CELL_SLOT_SHIFT) & REGION_CELL_SLOT_MASK))
  }
  @inlinable public var isTaken: Bool { raw & Self.settledBit != 0 }

  /// Whether it is marked as taken by somebody who has still to count that. Until then its mark is all that tells of the
  /// take, and it may not stand for another item.
  @inlinable public var isUncounted: Bool { raw & Self.uncountedBit != 0 }

  /// Whether it may stand for another item: it stands for none, or for one that is over and accounted for.
  @inlinable @inline(__always)
  public var isFree: Bool { raw & (Self.settledBit | Self.uncountedBit) == Self.settledBit || sequence == 0 }

  /// The number of the consumer that took it first, from 1.
  @inlinable public var taker: Int {
    Int(truncatingIfNeeded: raw &>> UInt64(REGION_CELL_TAKER_SHIFT) & REGION_CELL_TAKER_MASK)
  }

  /// The same cell, settled by nobody's taking it: its item was lost, or never produced.
  public var freed: CellWord { taken(by: 0) }

  /// The same cell when its taker has counted it.
  @inlinable @inline(__always)
  public var counted: CellWord { CellWord(raw: raw & ~Self.uncountedBit) }

  /// The same cell at the moment when a consumer takes its item, which it counts next.
  @inlinable @inline(__always)
  public func marked(by consumer: Int) -> CellWord { CellWord(raw: taken(by: consumer).raw | Self.uncountedBit) }

  @inlinable static var uncountedBit: UInt64 { 1 &<< UInt64(REGION_CELL_UNCOUNTED_SHIFT) }
  @inlinable static var settledBit: UInt64 { 1 &<< UInt64(REGION_CELL_SETTLED_SHIFT) }

  /// The same cell once a consumer has taken its item.
  @inlinable @inline(__always)
  public func taken(by consumer: Int) -> CellWord {
    CellWord(raw: raw | UInt64(truncatingIfNeeded: consumer) &<< UInt64(REGION_CELL_TAKER_SHIFT) | Self.settledBit)
  }
}
