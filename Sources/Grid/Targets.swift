/// A rectangle of a grid, and the meaning of a click on it.
struct TargetArea: Sendable {
  var columns: Range<Int>
  var rows: Range<Int>
  /// Nil where a picture without a meaning covers an older one.
  var target: (any Sendable)?

  func contains(_ column: Int, _ row: Int) -> Bool { columns.contains(column) && rows.contains(row) }
}

// The meanings of clicks are kept beside the cells: two grids that look alike are equal.

extension Grid {
  /// Gives columns of a row a meaning, which `target` returns for each of their cells. A later one replaces it.
  public mutating func mark(_ columns: Range<Int>, row: Int, as target: any Sendable) {
    mark(columns, rows: row..<row + 1, as: target)
  }

  /// The same for a rectangle. The part outside the grid is left out.
  public mutating func mark(_ columns: Range<Int>, rows: Range<Int>, as target: any Sendable) {
    cover(columns, rows, target)
  }

  /// The meaning of a cell; nil if it has none or is outside the grid.
  public func target(column: Int, row: Int) -> (any Sendable)? {
    areas.last { $0.contains(column, row) }?.target
  }

  /// Takes over the meanings of another grid that was drawn at this place, and removes those that it covers.
  mutating func putTargets(of other: Grid, at place: CellPosition) {
    let columns = place.column..<place.column + other.size.width
    let rows = place.row..<place.row + other.size.height
    if areas.contains(where: { $0.columns.overlaps(columns) && $0.rows.overlaps(rows) }) { cover(columns, rows, nil) }
    for area in other.areas {
      cover(
        area.columns.lowerBound + place.column..<area.columns.upperBound + place.column,
        area.rows.lowerBound + place.row..<area.rows.upperBound + place.row, area.target)
    }
  }

  private mutating func cover(_ columns: Range<Int>, _ rows: Range<Int>, _ target: (any Sendable)?) {
    let columns = columns.clamped(to: 0..<size.width)
    let rows = rows.clamped(to: 0..<size.height)
    guard !columns.isEmpty, !rows.isEmpty else { return }
    areas.append(TargetArea(columns: columns, rows: rows, target: target))
  }
}
