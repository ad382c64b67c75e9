/// A screen as a value: rows of cells. Drawing outside it has no effect.
public struct Grid: Sendable, Hashable {
  public let size: Size
  /// Row by row.
  public private(set) var cells: [Cell]
  /// The meanings of clicks, the later ones above the earlier.
  var areas: [TargetArea] = []

  public init(_ size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
  }

  public subscript(column: Int, row: Int) -> Cell {
    get { contains(column, row) ? cells[row * size.width + column] : .blank }
    set { if contains(column, row) { cells[row * size.width + column] = newValue } }
  }

  /// Whether two grids look alike.
  public static func == (one: Grid, other: Grid) -> Bool { one.size == other.size && one.cells == other.cells }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(size)
    hasher.combine(cells)
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    (0..<size.width).contains(column) && (0..<size.height).contains(row)
  }
}
