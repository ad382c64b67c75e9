import CRegion

/// The contents of a tally cell. See `region.h`.
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

  /// Whether a consumer has marked it as taken but not counted the take yet. Until then only this mark records the
  /// take, and the cell must not be reused for another item.
  @inlinable public var isUncounted: Bool { raw & Self.uncountedBit != 0 }

  /// Whether it can be reused for another item: it has none, or its item is settled and accounted for.
  @inlinable @inline(__always)
  public var isFree: Bool { raw & (Self.settledBit | Self.uncountedBit) == Self.settledBit || sequence == 0 }

  /// The number of the consumer that took it first, from 1.
  @inlinable public var taker: Int {
    Int(truncatingIfNeeded: raw &>> UInt64(REGION_CELL_TAKER_SHIFT) & REGION_CELL_TAKER_MASK)
  }

  /// The same cell, settled without a taker: its item was lost, or never produced.
  public var freed: CellWord { taken(by: 0) }

  /// The same cell after its taker has counted it.
  @inlinable @inline(__always)
  public var counted: CellWord { CellWord(raw: raw & ~Self.uncountedBit) }

  /// The same cell at the moment when a consumer takes its item, before it counts the take.
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
