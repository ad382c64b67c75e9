import Grid
import Lessons
import Model

/// The live experiment above the text of a lesson: the ring, and in a few lines the processes, the synchronizers, and
/// the results.
extension Scene {
  /// While the page is about a comparison or a search, its table replaces the ring.
  var showsTable: Bool {
    guard let table = state.player?.table else { return false }
    return table.kind == .comparison || !table.isToCome
  }

  /// The table of the comparison or of the search. That of a comparison is empty before its time: an
  /// older one would answer another question.
  private func tableGrid(_ size: Size) -> Grid {
    var state = state
    let isToCome = state.player?.table?.isToCome == true
    switch state.player?.table?.kind {
    case .exploration: return ExplorerView(state).parts(size)
    case .comparison, nil:
      if isToCome { state.comparison.rows = [:] }
      return comparisonParts(state, size)
    }
  }

  private struct Heights {
    var ring = 0
    var bench = 0
    var sentence = 0
    var total: Int { ring + bench + sentence }
  }

  private func heights(within limit: Int, _ width: Int, isBare: Bool) -> Heights {
    var heights = Heights()
    let rings = self.heights(.ring, width: width)
    let wishes: [(WritableKeyPath<Heights, Int>, [Int])] = [
      (\.ring, rings.filter { $0 <= 3 }), (\.bench, [1, 2, 3]), (\.ring, rings.filter { $0 <= 5 }),
      (\.sentence, isBare ? [] : [1]), (\.bench, [min(6, snapshot.workers.count)]), (\.ring, rings),
      (\.sentence, isBare ? [] : [1, 2]),
    ]
    for (part, sizes) in wishes {
      let left = limit - heights.total + heights[keyPath: part]
      if let best = sizes.last(where: { $0 <= left }), best > heights[keyPath: part] { heights[keyPath: part] = best }
    }
    return heights
  }

  func stageHeight(within limit: Int, _ width: Int, isBare: Bool) -> Int {
    if showsTable { return max(limit, 0) }
    return heights(within: limit, width, isBare: isBare).total
  }

  func stage(_ size: Size) -> Grid {
    if showsTable { return tableGrid(size) }
    var grid = Grid(size)
    let heights = heights(within: size.height, size.width, isBare: state.player?.options.presents ?? false)
    if heights.ring > 0 { grid.put(draw(.ring, Size(width: size.width, height: heights.ring)), at: (0, 0)) }
    grid.put(bench(Size(width: size.width, height: heights.bench)), at: (0, heights.ring))
    if heights.sentence > 0 {
      let lines = wrapped(marked(lastWords, .narration), within: size.width - 4)
        .limited(to: heights.sentence, within: size.width - 4, glyphs.ellipsis)
      for (row, line) in lines.enumerated() { grid.put(line, at: (2, heights.ring + heights.bench + row)) }
    }
    return grid
  }

  /// The last event, or the cycle of waits in a deadlock.
  private var lastWords: String {
    if state.isDeadlocked { return snapshot.waits.map { $0.sentence(naming: asCode) }.joined(separator: "; ") }
    return state.narration.sentence
  }

  /// All panes that fit, as without a lesson, including title and foot, over which the caller draws.
  func wideStage(_ size: Size) -> Grid {
    if showsTable {
      var grid = Grid(size)
      grid.put(tableGrid(Size(width: size.width, height: max(0, size.height - 2))), at: (0, 1))
      return grid
    }
    var grid = Grid(size)
    for placed in Layout(self, size).panes where placed.pane != .title && placed.pane != .hints {
      grid.put(draw(placed.pane, placed.size), at: (placed.left, placed.top))
    }
    return grid
  }

  // MARK: The bench

  private static let benchSplit = 45

  /// The processes at the left and the accounts at the right; if that does not fit, only the processes.
  private func bench(_ size: Size) -> Grid {
    var grid = Grid(size)
    let isSplit = size.width >= 76
    let left = isSplit ? Scene.benchSplit : size.width
    let window = window(lines: size.height)
    for (row, worker) in snapshot.workers[window.rows].enumerated() {
      grid.put(benchLine(worker, within: left - 2), at: (1, row))
      grid.mark(0..<left, row: row, as: ClickTarget.process(worker.id))
    }
    if let rest = window.rest { grid.put(rest, at: (3, size.height - 1), .muted) }
    guard isSplit else { return grid }
    let room = size.width - left - 1
    for (row, wordings) in benchAccounts.prefix(size.height).enumerated() {
      grid.put(.first(of: wordings, within: room, ellipsis: glyphs.ellipsis), at: (left, row))
    }
    return grid
  }

  /// `▸ P2  parked  slot[i] = item  i=1`
  private func benchLine(_ worker: WorkerView, within limit: Int) -> [Span] {
    let mark = worker.id == state.selected ? "\(glyphs.selected) " : "  "
    let name = worker.id.label + String(repeating: " ", count: max(0, 4 - worker.id.label.count))
    var line = [Span(mark, .selected), Span(name, style(worker.id))]
    let isWaiting = worker.waitsFor != nil
    let word = worker.state.word
    // The spaces are a span of their own: without colour, a style may underline its text.
    line += [Span(word, isWaiting ? .warning : .text), Span(String(repeating: " ", count: max(1, 9 - word.count)))]
    guard worker.isAlive else { return line }
    let room = limit - line.cells
    let operation = fitting(operationWords(worker), within: room, ellipsis: glyphs.ellipsis)
    let registers = registerWords(worker, within: max(0, room - width(of: operation) - 1))
    // One below the other, if the operations are short enough.
    let gap = registers.isEmpty ? 0 : max(1, min(17, room - width(of: registers)) - width(of: operation))
    return line + [Span(operation, .code), Span(String(repeating: " ", count: gap) + registers)]
  }

  /// Lines, each with its wordings from the longest to the shortest: the synchronizers, the law, and the verdict.
  private var benchAccounts: [[[Span]]] {
    var lines: [[[Span]]] = []
    if snapshot.synchronizers.contains(where: { snapshot.discipline.consults($0.variable) }) {
      lines.append([synchronizerWords(gap: 2), synchronizerWords(gap: 1)])
    }
    return lines + [lawWords, verdicts]
  }

  /// `empty 9  full 1  mutex P1`
  private func synchronizerWords(gap: Int) -> [Span] {
    let views = snapshot.synchronizers.filter { $0.hasValue && snapshot.discipline.consults($0.variable) }
    return Array(
      views.map { view in
        let value =
          view.synchronizer.namesItsHolder
          ? view.holder?.description ?? view.owner.map { "\($0)" } ?? "free" : grouped(view.value)
        return [Span(view.variable.name + " ", .muted), Span(value, .key)]
      }.joined(separator: [Span(String(repeating: " ", count: gap))]))
  }

  private var lawWords: [[Span]] {
    screen.law(self).map { [Span($0)] }
  }
}
