import Grid

// The panes of a screen so large that one column would leave most of it empty: the ring, the timeline and the
// narration use the whole width, and between them the memory is beside the other panes.

extension Size {
  /// Whether it has room for two columns of panes.
  var isVast: Bool { width >= 180 && height >= 50 }
}

extension Layout {
  private enum Vast {
    /// The least width of the left column: below it, the parts of a pane are no longer beside each other.
    static let leastLeft = 112
    static let above: [(Pane, Int)] = [(.memory, 1), (.ring, 20)]
    static let left: [(Pane, Int)] = [
      (.accounts, 5), (.processes, 5), (.listing, 12), (.accounts, 10), (.processes, 12), (.listing, 99), (.charts, 4),
      (.processes, 99), (.registers, 99), (.charts, 19),
    ]
    static let below: [(Pane, Int)] = [(.narration, 4), (.timeline, 5), (.timeline, 14), (.incidents, 9), (.legend, 1)]
    /// The most lines below the columns, of which a deadlock needs more than usual.
    static let mostBelow = 24
  }

  init(vast scene: Scene, _ size: Size) {
    let foot = footLines(scene.state, size.width)
    var panes = [Placed(pane: .title, top: 0, height: 1, width: size.width)]
    let heights = { (pane: Pane, width: Int) in scene.heights(pane, width: width) }
    // Three lines are blank: above and below the ring, and above the timeline.
    var room = size.height - 1 - foot - 3
    let above = Self.grant(Vast.above, within: min(room, size.height / 3)) { heights($0, size.width) }
    room -= above.values.reduce(0, +)
    let wishes = Vast.below + (scene.state.isDeadlocked ? [(.narration, 9)] : [])
    let below = Self.grant(wishes, within: min(room, Vast.mostBelow)) { heights($0, size.width) }
    room -= below.values.reduce(0, +)

    var top = 1
    if let height = above[.memory] {
      panes.append(Placed(pane: .memory, top: top, height: height, width: size.width))
      top += height
    }
    if let height = above[.ring] {
      panes.append(Placed(pane: .ring, top: top + 1, height: height, width: size.width))
      top += height + 1
    }
    top += 1
    let leftWidth = max(Vast.leastLeft, size.width * 8 / 15)
    let left = Self.grant(Vast.left, within: room, gap: 1) { heights($0, leftWidth) }
    var row = top
    for pane in Pane.allCases {
      guard let height = left[pane] else { continue }
      panes.append(Placed(pane: pane, top: row, height: height, width: leftWidth))
      row += height + 1
    }
    panes.append(
      Placed(pane: .bytes, top: top, height: room, left: leftWidth + 1, width: size.width - leftWidth - 1))
    row = top + room + 1
    for pane in Pane.allCases {
      guard let height = below[pane] else { continue }
      panes.append(Placed(pane: pane, top: row, height: height, width: size.width))
      row += height
    }
    panes.append(Placed(pane: .hints, top: size.height - foot, height: foot, width: size.width))
    let isWhole = [Pane.processes, .listing].allSatisfy { left[$0] == heights($0, leftWidth).last }
    self.init(
      panes: panes, showsEverything: isWhole && below[.timeline] == heights(.timeline, size.width).last)
  }
}
