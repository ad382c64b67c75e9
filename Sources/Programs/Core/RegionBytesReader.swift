import Model
import SharedMemory

/// The region as bytes, and their names in its layout.
extension Region {
  /// A region up to this size is copied whole, which is faster than selecting parts of it.
  private static let smallSize = 1 << 20

  /// A copy of the bytes that are shown, and of those whose changes are reported.
  ///
  /// Of a small region that is all of it. Of a large one, which can be 17 MB, it is what is shown, the part of fixed
  /// size, and the records of these workers: what changes elsewhere in its slots and tally cells is not told. A worker
  /// may write while this copies: each word is whole, and nothing is promised about two of them.
  public func pieces(showing window: Range<Int>, records: [RecordIndex]) -> [RegionBytes.Piece] {
    let size = layout.totalSize
    guard size > Self.smallSize else { return [piece(0..<size)] }
    let records = records.map(layout.bytes)
    var merged: [Range<Int>] = []
    for range in ([0..<layout.slotsOffset, window.clamped(to: 0..<size)] + records)
      .filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound })
    {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged.map(piece)
  }

  private func piece(_ range: Range<Int>) -> RegionBytes.Piece {
    let bytes = UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    return RegionBytes.Piece(offset: range.lowerBound, bytes: Array(bytes))
  }

  /// The names of its parts.
  /// - Parameter owners: whose each record is.
  public func map(owners: [WorkerID?]) -> RegionMap {
    RegionMap(layout, records: owners, programs: Catalogue.regionParts)
  }
}
