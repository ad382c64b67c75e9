import Grid
import Model

/// Draws a state. The same state and size always give the same grid.
public func view(_ state: State, size: Size) -> Grid {
  var grid = Grid(size)
  if state.help != nil {
    grid.put(helpOverlay(state, size), at: (0, 0))
  } else if state.comparison.isOpen {
    grid.put(comparisonView(state, size), at: (0, 0))
  } else if state.explorer.isOpen {
    grid.put(explorerView(state, size), at: (0, 0))
  } else if let player = state.player, player.activity != .freePlay, state.bytes == nil {
    grid.put(lessonView(state, player, size), at: (0, 0))
  } else if let scene = Scene(state) {
    for placed in Layout(scene, size).panes {
      grid.put(scene.draw(placed.pane, placed.size), at: (placed.left, placed.top))
    }
  } else {
    grid.put(titleBar("ringside", "starting", .title, size, state.glyphs), at: (0, 0))
    grid.put(foot(state, Size(width: size.width, height: 1)), at: (0, max(1, size.height - 1)))
  }
  return state.glyphs.isASCII ? grid.inASCII : grid
}

/// A state with a snapshot to draw.
struct Scene {
  let state: State
  var snapshot: Snapshot
  let glyphs: GlyphSet

  init?(_ state: State) {
    guard let snapshot = state.snapshot else { return nil }
    self.state = state
    self.snapshot = snapshot
    glyphs = state.glyphs
  }

  /// The roles of the program.
  var roles: [Role] { snapshot.discipline.program.roles }

  func draw(_ pane: Pane, _ size: Size) -> Grid {
    switch pane {
    case .title: title(size)
    case .memory: memory(size)
    case .ring: screen.workplace(self, size)
    case .accounts: accounts(size)
    case .processes: processes(size)
    case .listing: listing(size)
    case .registers: registers(size)
    case .timeline: timeline(size)
    case .charts: charts(size)
    case .narration: narration(size)
    case .incidents: incidents(size)
    case .legend: legend(size)
    case .bytes: bytes(size)
    case .hints: foot(state, size)
    }
  }

  /// The heights in which a pane can be drawn, from the smallest up; none if it has nothing to show.
  func heights(_ pane: Pane, width: Int) -> [Int] {
    switch pane {
    case .title: [1]
    case .memory: snapshot.memory.facts.isEmpty ? [] : [1]
    case .ring: screen.heights(self, width: width)
    case .accounts: accountsHeights(width)
    case .processes: Array(1...max(1, snapshot.workers.count) + 1)
    case .listing: Array(1...listingLines + 1)
    case .registers: Array(1...max(3, snapshot.workers.count) + 1)
    case .timeline: hasLanes ? Array(1...max(1, snapshot.workers.count) + 1) : [1, 2]
    case .charts: chartsHeights
    case .narration: narrationHeights(width)
    case .incidents: state.narration.allIncidents.isEmpty ? [] : Array(2...state.narration.allIncidents.count + 1)
    case .legend: legendEntries.isEmpty ? [] : [1]
    case .bytes: []
    case .hints: Array(1...footLines(state, width))
    }
  }
}

extension Grid {
  /// Only ASCII, whatever characters texts from elsewhere contain.
  var inASCII: Grid {
    var grid = self
    for row in 0..<size.height {
      for column in 0..<size.width where !grid[column, row].glyph.utf8.allSatisfy({ $0 < 0x80 }) {
        grid[column, row].glyph = "?"
      }
    }
    // The right halves of wide characters no longer have left ones.
    for row in 0..<size.height {
      for column in 0..<size.width where grid[column, row].glyph.isEmpty { grid[column, row].glyph = " " }
    }
    return grid
  }
}
