import Model
import SharedMemory

/// The region as bytes, and their names in its layout.
extension Region {
  /// A region up to this size is copied whole, which is faster than selecting parts of it.
  private static let smallSize = 1 << 20

  /// A copy of the bytes that are shown, and of those whose changes are reported.
  ///
  /// A small region is copied whole. Of a large one, which can have 17 MB, the copy has the visible bytes, the part
  /// of fixed size, and the records of these workers; changes elsewhere in its slots and tally cells are not
  /// reported. A worker may write during the copy: each word is whole, and nothing is promised about two words.
  public func pieces(showing window: Range<Int>, of ids: [WorkerID]) -> [RegionBytes.Piece] {
    let size = layout.totalSize
    guard size > Self.smallSize else { return [piece(0..<size)] }
    let stride = WorkerWords.size
    let records = ids.compactMap(record).map { layout.workersOffset + $0 * stride }.map { $0..<$0 + stride }
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

  /// The names of its parts, and the worker of each record.
  public func map() -> RegionMap { RegionMap(layout, records: workers.map { WorkerID(recordName: $0.name.load()) }) }
}
