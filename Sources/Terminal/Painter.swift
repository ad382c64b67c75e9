internal import CNcurses
internal import Glibc
internal import Grid

/// Draws the differences between a grid and the one before into a window.
struct Painter {
  private let window: UnsafeMutablePointer<WINDOW>
  private var palette: Palette
  /// The contents of the window, and its size then. Nil if unknown.
  private var painted: (grid: Grid, on: Size)?
  /// Kept between runs, so that painting does not allocate.
  private var line: [cchar_t] = []
  private var text: [wchar_t] = []

  init(window: UnsafeMutablePointer<WINDOW>, theme: Theme) {
    self.window = window
    palette = Palette(theme)
  }

  mutating func change(theme: Theme) {
    palette = Palette(theme)
    painted = nil
  }

  /// Returns false if the window, of the given size, held this grid already. ncurses clips everything outside the
  /// window.
  mutating func paint(_ grid: Grid, on size: Size) -> Bool {
    let known = painted.flatMap { $0.on == size && $0.grid.size == grid.size ? $0.grid : nil }
    if known == nil { werase(window) }
    let runs = grid.runs(unlike: known)
    for run in runs { draw(run, of: grid) }
    painted = (grid, size)
    return known == nil || !runs.isEmpty
  }

  private mutating func draw(_ run: CellRun, of grid: Grid) {
    line.removeAll(keepingCapacity: true)
    var column = run.columns.lowerBound
    while column < run.columns.upperBound {
      var next = column + 1
      while next < run.columns.upperBound, grid[next, run.row].glyph.isEmpty { next += 1 }
      append(grid[column, run.row], width: next - column)
      column = next
    }
    guard wmove(window, CInt(run.row), CInt(run.columns.lowerBound)) == OK else { return }
    // Unlike waddwstr, this neither moves the cursor nor wraps: the bottom right corner needs no special care.
    wadd_wchnstr(window, line, CInt(line.count))
  }

  /// Appends one cell, or a wide character in several. A character that the terminal would draw wider than its cells,
  /// or not at all, becomes a question mark, so that the rest of the row stays in place.
  private mutating func append(_ cell: Cell, width: Int) {
    var drawnWidth = cell.glyph.unicodeScalars.first.map { Int(wcwidth(wchar_t(bitPattern: $0.value))) } ?? 0
    text.removeAll(keepingCapacity: true)
    if (1...width).contains(drawnWidth) {
      for scalar in cell.glyph.unicodeScalars.prefix(Int(CCHARW_MAX)) { text.append(wchar_t(bitPattern: scalar.value)) }
    } else {
      text.append(cell.glyph.isEmpty ? 0x20 : 0x3F)
      drawnWidth = 1
    }
    text.append(0)
    let look = palette[cell.style]
    var character = cchar_t()
    setcchar(&character, text, look.attributes, look.colorPair, nil)
    line.append(character)
    if drawnWidth < width { append(Cell(" ", cell.style), width: width - drawnWidth) }
  }
}
