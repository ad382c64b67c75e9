import Grid
import Model

extension Scene {
  /// The shared variables on the left, each process's own registers on the right; a narrow screen shows only the latter.
  func registers(_ size: Size) -> Grid {
    var grid = Grid(size)
    let split = size.width >= 60 ? 34 : 0
    if split > 0 { grid.put(sharedVariables(Size(width: split, height: size.height)), at: (0, 0)) }
    grid.put(ownRegisters(Size(width: size.width - split, height: size.height)), at: (split, 0))
    return grid
  }

  private func ownRegisters(_ size: Size) -> Grid {
    var grid = Grid(size)
    let hasRule = size.height > 1
    if hasRule { grid.rule(0, headings: [(1, "own registers")], glyphs) }
    let top = hasRule ? 1 : 0
    let window = window(lines: size.height - top)
    for (row, worker) in snapshot.workers[window.rows].enumerated() {
      if worker.id == state.selected { grid.put(glyphs.selected, at: (1, top + row), .selected) }
      grid.mark(worker, row: top + row)
      guard size.width >= 6 else { continue }
      grid.put(worker.id.label, at: (3, top + row), style(worker.id))
      let words = worker.registers.isEmpty ? "none" : registerWords(worker, within: size.width - 8)
      grid.put(fitting([words], within: size.width - 8, ellipsis: glyphs.ellipsis), at: (7, top + row), .code)
    }
    if let rest = window.rest {
      grid.put(fitting([rest], within: size.width - 3, ellipsis: glyphs.ellipsis), at: (3, size.height - 1), .muted)
    }
    return grid
  }
}
