internal import Grid

/// Adjacent cells of one row.
struct CellRun: Hashable {
  var row: Int
  var columns: Range<Int>
}

extension Grid {
  /// The runs of cells that differ from a grid of the same size, from the top left; without such a grid, every row. A
  /// run contains wide characters as a whole.
  func runs(unlike old: Grid?) -> [CellRun] {
    guard let old else { return (0..<size.height).map { CellRun(row: $0, columns: 0..<size.width) } }
    let (width, new, known) = (size.width, cells, old.cells)
    var runs: [CellRun] = []
    var index = 0
    while index < new.count {
      guard new[index] != known[index] else {
        index += 1
        continue
      }
      let row = index / width
      let (rowStart, rowEnd) = (row * width, (row + 1) * width)
      var start = index
      while start > rowStart, new[start].glyph.isEmpty { start -= 1 }
      while index < rowEnd, new[index] != known[index] || new[index].glyph.isEmpty { index += 1 }
      runs.append(CellRun(row: row, columns: start - rowStart..<index - rowStart))
    }
    return runs
  }
}
