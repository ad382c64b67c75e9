import Grid

/// The parts of the screen, from top to bottom.
enum Pane: CaseIterable, Sendable, Hashable {
  case title, memory, ring, accounts, processes, listing, registers, timeline, charts, narration, incidents, legend,
    bytes,
    hints
}

/// The panes on the screen, and their places.
struct Layout {
  struct Placed: Hashable {
    var pane: Pane
    var top: Int
    var height: Int
    var left = 0
    var width: Int

    var size: Size { Size(width: width, height: height) }
  }

  private(set) var panes: [Placed] = []
  /// Whether choosing another lower pane would show nothing new.
  let showsEverything: Bool

  /// From this size on, there is space for more than one lower pane.
  static func isLarge(_ size: Size) -> Bool { size.width >= 110 || size.height >= 30 }

  /// The order in which panes get height: each row is a pane and the height that it may reach at this point. A small
  /// screen lacks the late ones.
  private static func wishes(_ size: Size, lower: Pane, leastRing: Int, narration: Int) -> [(Pane, Int)] {
    let essential: [(Pane, Int)] = [
      (.title, 1), (.hints, 3), (.ring, 1), (.accounts, 1), (lower, 1),
      (.ring, leastRing), (.accounts, 2), (lower, 2), (.narration, 1), (lower, 4),
      (.ring, max(3, size.height / 3)), (.accounts, 5), (lower, 5), (.accounts, 10), (.narration, 2), (.memory, 1),
      (lower, 9),
      (.incidents, 2), (.legend, 1), (.narration, narration), (lower, 12), (.incidents, 5),
    ]
    let large: [(Pane, Int)] = [
      (.processes, 5), (.listing, 12), (.timeline, 5), (lower, 24), (.processes, 12), (.timeline, 12),
      (lower, 99), (.charts, 4), (.processes, 99), (.timeline, 99), (.charts, 7), (.incidents, 9), (.charts, 10),
      (.incidents, 99), (.charts, 19),
    ]
    return essential + (isLarge(size) ? large : []) + [(lower, 99)]
  }

  /// Fewer lines of memory would show only its headings.
  private static let leastBytes = 12

  /// The panes above which blank lines are put while lines are left, in this order.
  private static let breathing: [Pane] = [
    .accounts, .processes, .listing, .registers, .timeline, .charts, .narration, .incidents, .ring, .legend,
    .bytes,
  ]

  init(_ scene: Scene, _ size: Size) {
    if scene.state.bytes != nil {
      self.init(instead: .bytes, size, foot: footLines(scene.state, size.width))
    } else if size.isVast {
      self.init(vast: scene, size)
    } else {
      self.init(panesOf: scene, size)
    }
  }

  init(panes: [Placed], showsEverything: Bool) { (self.panes, self.showsEverything) = (panes, showsEverything) }

  /// The heights of panes by the wishes, in their order, as long as they fit.
  /// - Parameters:
  ///   - gap: the lines between two panes.
  ///   - heights: the heights in which a pane can be drawn.
  static func grant(
    _ wishes: [(Pane, Int)], within room: Int, gap: Int = 0, heights: (Pane) -> [Int]
  ) -> [Pane: Int] {
    var left = room
    var granted: [Pane: Int] = [:]
    for (pane, limit) in wishes {
      let now = granted[pane] ?? 0
      let room = left - (now == 0 && !granted.isEmpty ? gap : 0)
      guard let height = heights(pane).last(where: { $0 <= limit && $0 - now <= room }), height > now else { continue }
      granted[pane] = height
      left = room - (height - now)
    }
    return granted
  }

  /// One pane in place of all panes between title and foot.
  private init(instead pane: Pane, _ size: Size, foot: Int) {
    showsEverything = true
    let foot = min(foot, size.height - 1)
    panes = [Placed(pane: .title, top: 0, height: min(1, size.height), width: size.width)]
    if size.height - 1 - foot > 0 {
      panes.append(Placed(pane: pane, top: 1, height: size.height - 1 - foot, width: size.width))
    }
    if foot > 0 { panes.append(Placed(pane: .hints, top: size.height - foot, height: foot, width: size.width)) }
  }

  private init(panesOf scene: Scene, _ size: Size) {
    let heights = Dictionary(uniqueKeysWithValues: Pane.allCases.map { ($0, scene.heights($0, width: size.width)) })
    // In a lesson on a vast screen, the memory is worth more than high charts.
    let mostCharts = scene.state.showsBytesBeside ? 4 : 99
    let wishes = Layout.wishes(
      size, lower: scene.state.lowerPane.pane, leastRing: heights[.ring]![1],
      // The timeline already shows the steps.
      narration: scene.state.isDeadlocked ? 9 : size.height < 30 ? 4 : 2
    ).filter { $0.0 != .charts || $0.1 <= mostCharts }
    var granted = Layout.grant(wishes, within: size.height) { heights[$0] ?? [] }
    var left = size.height - granted.values.reduce(0, +)
    // It gets what the blank lines leave.
    let rest = left - Layout.breathing.count { granted[$0] != nil } - 1
    if scene.state.showsBytesBeside, rest >= Layout.leastBytes {
      granted[.bytes] = rest
      left -= rest
    }
    let gaps = Set(Layout.breathing.filter { granted[$0] != nil }.prefix(left))
    var top = 0
    for pane in Pane.allCases {
      guard let height = granted[pane] else { continue }
      if gaps.contains(pane) { top += 1 }
      if pane == .hints { top = size.height - height }
      panes.append(Placed(pane: pane, top: top, height: height, width: size.width))
      top += height
    }
    // On a screen this wide the registers are beside the processes, and the shared variables beside the ledger.
    showsEverything =
      size.width >= 110 && [.processes, .listing, .timeline].allSatisfy { granted[$0] == heights[$0]?.last }
  }
}

extension LowerPane {
  var pane: Pane {
    switch self {
    case .processes: .processes
    case .listing: .listing
    case .registers: .registers
    case .timeline: .timeline
    }
  }
}
