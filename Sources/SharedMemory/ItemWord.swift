import CRegion

/// The contents of an item word. See `region.h`.
public struct ItemWord: Sendable, Hashable {
  public var raw: UInt64

  @inlinable @inline(__always)
  public init(raw: UInt64) { self.raw = raw }

  @inlinable @inline(__always)
  public init(producer: Int, cell: CellIndex, sequence: UInt64) {
    raw =
      UInt64(truncatingIfNeeded: producer) &<< UInt64(REGION_ITEM_PRODUCER_SHIFT)
      | UInt64(truncatingIfNeeded: cell.rawValue) &<< UInt64(REGION_ITEM_CELL_SHIFT) | sequence & REGION_SEQUENCE_MASK
  }

  /// The largest sequence number that fits.
  public static let lastSequence: UInt64 = REGION_SEQUENCE_MASK

  /// The producer's number, from 1.
  @inlinable public var producer: Int {
    Int(truncatingIfNeeded: raw &>> UInt64(REGION_ITEM_PRODUCER_SHIFT) & REGION_ITEM_PRODUCER_MASK)
  }
  @inlinable public var cell: CellIndex {
    CellIndex(Int(truncatingIfNeeded: raw &>> UInt64(REGION_ITEM_CELL_SHIFT) & REGION_ITEM_CELL_MASK))
  }
  @inlinable public var sequence: UInt64 { raw & REGION_SEQUENCE_MASK }

  /// The item's identity: the word without its tally cell, which differs from run to run.
  @inlinable public var name: UInt64 { raw & ~(UInt64(REGION_ITEM_CELL_MASK) &<< UInt64(REGION_ITEM_CELL_SHIFT)) }

  /// Whether a producer can have written it into a region with this layout.
  @inlinable
  public func isPossible(in layout: RegionLayout) -> Bool {
    producer >= 1 && producer <= RegionLayout.workersPerRole && cell.rawValue < layout.window && sequence > 0
  }
}
