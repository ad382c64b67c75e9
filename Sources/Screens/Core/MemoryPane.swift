import Grid
import Model

extension Scene {
  /// One line below the title: the system's facts about the memory, as many as fit.
  func memory(_ size: Size) -> Grid {
    var grid = Grid(size)
    let removed: [[Span]] =
      snapshot.memory.isRemoved ? [[Span("removed by somebody: it lasts until its processes detach it", .alarm)]] : []
    let facts = removed + snapshot.memory.facts.map { [Span($0.label + " ", .muted), Span($0.value)] }
    let wordings = (0...facts.count).reversed().map { count in
      Array(facts.prefix(count).joined(separator: [Span(" \(glyphs.separator) ", .muted)]))
    }
    grid.put(.first(of: Array(wordings.dropLast()), within: size.width - 2, ellipsis: glyphs.ellipsis), at: (1, 0))
    return grid
  }
}
