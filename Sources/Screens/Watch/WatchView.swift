import Grid
import Model

// The whole screen of a watched program.

extension WatchScreen {
  public var grid: Grid { glyphs.isASCII ? whole.inASCII : whole }

  private var whole: Grid {
    var grid = Grid(size)
    let status =
      state.isFree
      ? "\(glyphs.runs) free"
      : isRunning ? "\(glyphs.runs) \(tempoWords)" : "\(glyphs.paused) step \(state.steps)" + clock
    let title = state.title.split(separator: "·").joined(separator: glyphs.separator)
    let left = fitting(
      ["ringside  watch \(title)", title], within: size.width - width(of: status) - 3,
      ellipsis: glyphs.ellipsis)
    grid.put(titleBar(left, status, state.verdicts.isEmpty ? .title : .alarm, size, glyphs), at: (0, 0))
    guard size.height > 2 else { return grid }
    let room = Size(width: size.width, height: size.height - 2)
    switch cover {
    case .help: grid.put(helpPane(room), at: (0, 1))
    case .output: grid.put(outputPane(room), at: (0, 1))
    case .bytes: grid.put(bytesPane(room), at: (0, 1))
    case .verdict: grid.put(verdictPane(room), at: (0, 1))
    case nil: grid.put(size.isVast ? vastPanes(room) : panes(room), at: (0, 1))
    }
    drawFoot(on: &grid)
    return grid
  }

  /// Virtual time, once it has passed.
  private var clock: String {
    state.seconds < 0.1 ? "" : ", \(decimal((state.seconds * 10).rounded() / 10)) s"
  }

  private func drawFoot(on grid: inout Grid) {
    let row = size.height - 1
    if let message {
      grid.mark(0..<size.width, row: row, as: WatchTarget.message)
      return _ = grid.put([Span(shortened(message, within: size.width - 2, glyphs.ellipsis), .warning)], at: (1, row))
    }
    if isTyping {
      return grid.hints(
        [
          hint(.enter, "give it this line", 1), hint(.control("d"), "end of input", 2),
          hint(.escape, "back to the panes", 0), hint(.control("c"), "quit", 3),
        ], row: row)
    }
    let isWaitingForInput = canType && state.tasks.contains { $0.state == "input" }
    let step = selectedTask.map { "step \($0.name)" } ?? "step"
    grid.hints(
      [
        hint(.character(" "), isRunning || state.isFree ? "pause" : "run", 3),
        hint(.character("s"), step, 1), hint(.character("n"), "line", 4),
        hint(.character("S"), "call", 5), hint(.character("b"), "back", 2),
        hint(.character("o"), isWaitingForInput ? "type its input" : "output", isWaitingForInput ? 0 : 6),
        hint(.character("e"), "schedule", 7), hint(.character("f"), "free", 8),
        hint(.character("v"), "verdict", state.verdicts.isEmpty ? 11 : 1),
        hint(.character("m"), "bytes", 9), Hint(key: "+ -", words: "faster, slower", rank: 10),
        hint(.character("?"), "help", 0), hint(.character("q"), "quit", 0),
      ], row: row)
  }

  /// A hint that is pressed by a click on it. While nothing is typed, it names the key as the user has remapped it.
  private func hint(_ key: Key, _ words: String, _ rank: Int) -> Hint {
    let pressed = isTyping ? key : remapping.pressed(for: [key]).first
    return Hint(key: pressed?.name ?? "", words: words, rank: rank, isAvailable: pressed != nil, pressed: pressed)
  }

  // MARK: - Panes

  private enum Pane: CaseIterable { case ring, fields, tasks, source, timeline, steps }

  /// From the smallest heights up, in the order of importance.
  private func panes(_ size: Size) -> Grid {
    var grid = Grid(size)
    let words = stepLines(within: size.width - 4)
    let troubles = words.count - state.lastSteps.count
    let lanes = min(8, state.tasks.count)
    let wishes: [(Pane, Int)] = [
      (.tasks, min(2, state.tasks.count) + 1), (.steps, 2), (.fields, min(2, fieldRows) + 1), (.source, 4),
      (.tasks, min(4, state.tasks.count) + 1), (.steps, max(0, min(9, troubles)) + 1),
      (.ring, state.ring == nil ? 0 : 5), (.fields, min(8, fieldRows) + 1),
      (.tasks, min(6, state.tasks.count) + 1), (.steps, min(3, words.count) + 1), (.source, 6),
      (.steps, min(7, words.count) + 1), (.fields, min(16, fieldRows) + 1), (.source, 10), (.timeline, lanes + 1),
      (.tasks, state.tasks.count + 1), (.fields, fieldRows + 1), (.source, 24), (.steps, words.count + 1),
    ]
    var heights: [Pane: Int] = [:]
    for (pane, height) in wishes where height > (heights[pane] ?? 0) && (pane != .fields || fieldRows > 0) {
      let used = heights.values.reduce(0, +) - (heights[pane] ?? 0)
      if used + height <= size.height {
        heights[pane] = height
      } else if pane == .source || pane == .tasks || pane == .fields {
        heights[pane] = max(heights[pane] ?? 0, min(height, size.height - used))
      }
    }
    var row = 0
    for pane in Pane.allCases {
      guard let height = heights[pane], height > 0 else { continue }
      let room = Size(width: size.width, height: height)
      switch pane {
      case .ring: grid.put(ringPane(room), at: (0, row))
      case .fields: grid.put(fieldsPane(room), at: (0, row))
      case .tasks: grid.put(tasksPane(room), at: (0, row))
      case .source: grid.put(sourcePane(room), at: (0, row))
      case .timeline: grid.put(timelinePane(room), at: (0, row))
      case .steps: grid.put(stepsPane(words, room), at: (0, row))
      }
      row += height
    }
    return grid
  }

  private func helpPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    grid.rule(0, headings: [(1, "keys")], glyphs)
    let first = min(firstHelpRow, max(0, Self.keys.count - (size.height - 1)))
    for (row, key) in Self.keys.dropFirst(first).prefix(size.height - 1).enumerated() {
      let label = Self.label(of: key.key, remapping)
      grid.put(shortened(label, within: 11, glyphs.ellipsis), at: (2, row + 1), .key)
      grid.put(shortened(key.words, within: size.width - 15, glyphs.ellipsis), at: (14, row + 1))
    }
    return grid
  }

  /// The keys of a row of the help, as the user has remapped them.
  private static func label(of keys: String, _ remapping: KeyRemapping) -> String {
    let named = keys.split(separator: " ").map { Key(named: String($0)) }
    guard !remapping.isEmpty, !named.contains(nil) else { return keys }
    return remapping.pressed(for: named.compactMap { $0 }).map(\.name).joined(separator: " ")
  }

  /// Its keys and what they do, for a list of all keys; without the rows on the mouse and the timeline.
  public static func keyRows(_ remapping: KeyRemapping) -> [(keys: String, words: String)] {
    keys.filter { $0.key.split(separator: " ").allSatisfy { Key(named: String($0)) != nil } }
      .map { (label(of: $0.key, remapping), $0.words) }
  }
}
