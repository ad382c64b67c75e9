import Grid
import Model

extension WatchScreen {
  func ringPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    guard let ring = state.ring else { return grid }
    let start = max(9, width(of: ring.name) + 3)
    let widest = (ring.values.map { width(of: $0) }.max() ?? 1) + 2
    let fair = (size.width - start - 2) / max(1, ring.values.count) - 1
    let cell = max(3, min(widest, max(8, fair)))
    let count = min(ring.values.count, max(1, (size.width - start - 2) / (cell + 1)))
    let line = { (left: String, middle: String, right: String) in
      left + Array(repeating: String(repeating: glyphs.horizontal, count: cell), count: count).joined(separator: middle)
        + right
    }
    grid.put([Span(ring.name, .code)], at: (1, 1))
    grid.put(line(glyphs.topLeft, glyphs.topTee, glyphs.topRight), at: (start, 1), .rule)
    grid.put(line(glyphs.bottomLeft, glyphs.bottomTee, glyphs.bottomRight), at: (start, 3), .rule)
    for index in 0..<count {
      let column = start + index * (cell + 1)
      grid.put([Span("\(index)", .muted)], endingAt: column + cell, row: 0)
      grid.put(glyphs.vertical, at: (column, 2), .rule)
      let value = shortened(ring.values[index], within: cell - 1, glyphs.ellipsis)
      grid.put([Span(value, .key)], endingAt: column + cell, row: 2)
    }
    grid.put(glyphs.vertical, at: (start + count * (cell + 1), 2), .rule)
    if count < ring.values.count { grid.put(glyphs.ellipsis, at: (start + count * (cell + 1) + 2, 2), .muted) }
    var taken = 0
    // Indices of the same slot share its mark: two marks would seem to name two slots.
    for (slot, indices) in Dictionary(grouping: ring.indices, by: \.element).sorted(by: { $0.key < $1.key })
    where slot < count {
      let column = max(taken, start + slot * (cell + 1) + cell / 2)
      let names = indices.map(\.name).joined(separator: ", ")
      let end = grid.put("\(glyphs.rose) \(names)", at: (column, 4), .heading)
      taken = end + 1
    }
    return grid
  }
}
