internal import Grid

/// Cells of one row that stand next to each other.
struct Run: Hashable {
  var row: Int
  var columns: Range<Int>
}

extension Grid {
  /// The runs of cells that differ from those of a grid of the same size, from the top left on; without one, every
  /// row. A wide character belongs to a run with all of its cells.
  func runs(unlike old: Grid?) -> [Run] {
    guard let old else { return (0..<size.height).map { Run(row: $0, columns: 0..<size.width) } }
    var runs: [Run] = []
    var index = 0
    while index < cells.count {
      guard cells[index] != old.cells[index] else {
        index += 1
        continue
      }
      let row = index / size.width
      let rowStart = row * size.width
      let rowEnd = rowStart + size.width
      var start = index
      while start > rowStart, cells[start].glyph.isEmpty { start -= 1 }
      while index < rowEnd, cells[index] != old.cells[index] || cells[index].glyph.isEmpty { index += 1 }
      runs.append(Run(row: row, columns: start - rowStart..<index - rowStart))
    }
    return runs
  }
}
