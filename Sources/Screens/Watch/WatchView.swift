import Grid
import Model

// The panes of a watched program.

extension WatchScreen {
  public var grid: Grid { glyphs.isASCII ? whole.inASCII : whole }

  private var whole: Grid {
    var grid = Grid(size)
    let status = isRunning ? "\(glyphs.runs) running" : "\(glyphs.paused) step \(state.steps)"
    let isAlarming = !state.verdicts.isEmpty
    let left = fitting(
      ["ringside  watch \(state.title)", state.title], within: size.width - width(of: status) - 3,
      ellipsis: glyphs.ellipsis)
    grid.put(titleBar(left, status, isAlarming ? .alarm : .title, size, glyphs), at: (0, 0))
    guard size.height > 2 else { return grid }
    let room = Size(width: size.width, height: size.height - 2)
    if showsHelp {
      grid.put(helpPane(room), at: (0, 1))
    } else if showsOutput {
      grid.put(outputPane(room), at: (0, 1))
    } else {
      grid.put(panes(room), at: (0, 1))
    }
    drawFoot(on: &grid)
    return grid
  }

  private func drawFoot(on grid: inout Grid) {
    let row = size.height - 1
    if let message {
      return _ = grid.put([Span(shortened(message, within: size.width - 2, glyphs.ellipsis), .warning)], at: (1, row))
    }
    let step = selectedTask.map { "step \($0.name)" } ?? "step"
    grid.hints(
      [
        Hint(key: "space", words: isRunning ? "pause" : "run", rank: 3), Hint(key: "s", words: step, rank: 1),
        Hint(key: "n", words: "line", rank: 4), Hint(key: "S", words: "call", rank: 5),
        Hint(key: "b", words: "back", rank: 2), Hint(key: "e", words: "schedule", rank: 7),
        Hint(key: "o", words: "output", rank: 6), Hint(key: "?", words: "help", rank: 0),
        Hint(key: "q", words: "quit", rank: 0),
      ], row: row)
  }

  // MARK: - Panes

  private enum Pane: CaseIterable { case ring, fields, tasks, source, steps }

  /// From the smallest heights up, in the order of importance.
  private func panes(_ size: Size) -> Grid {
    var grid = Grid(size)
    let fieldRows = max(state.variables.count, state.synchronizers.count)
    let words = stepLines(within: size.width - 4)
    let wishes: [(Pane, Int)] = [
      (.tasks, min(2, state.tasks.count) + 1), (.steps, 2), (.fields, min(2, fieldRows) + 1), (.source, 4),
      (.ring, state.ring == nil ? 0 : 5), (.fields, fieldRows + 1), (.tasks, state.tasks.count + 1),
      (.steps, min(3, words.count) + 1), (.source, 6), (.source, 10), (.steps, words.count + 1), (.source, 20),
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
      case .steps: grid.put(stepsPane(words, room), at: (0, row))
      }
      row += height
    }
    return grid
  }

  private func ringPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    guard let ring = state.ring else { return grid }
    let start = max(9, width(of: ring.name) + 3)
    let cell = max(3, min(6, ring.values.map { width(of: $0) }.max() ?? 1) + 2)
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
      let names = indices.map(\.name).joined(separator: " ")
      let end = grid.put("\(glyphs.rose) \(names)", at: (column, 4), .heading)
      taken = end + 1
    }
    return grid
  }

  private func fieldsPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    let half = state.synchronizers.isEmpty ? size.width : size.width * 7 / 16
    var headings = [(1, "shared variables")]
    if !state.synchronizers.isEmpty { headings.append((half, "synchronization")) }
    grid.rule(0, headings: headings, glyphs)
    let nameWidth = min(24, state.variables.map { width(of: $0.name) }.max() ?? 0)
    for (row, field) in state.variables.prefix(size.height - 1).enumerated() {
      let name = shortened(field.name, within: max(8, min(nameWidth, half - 12)), glyphs.ellipsis)
      let padding = String(repeating: " ", count: max(0, nameWidth - width(of: name)))
      var line = [
        Span(name + padding, .code), Span(" = "), Span(field.value, field.changedBy == nil ? .text : .changed),
      ]
      if let by = field.changedBy { line.append(Span("  \(by)", .muted)) }
      grid.put(line.shortened(within: half - 4, glyphs.ellipsis), at: (2, row + 1))
    }
    for (row, field) in state.synchronizers.prefix(size.height - 1).enumerated() {
      var line = [
        Span(field.name, .code), Span("  \(field.kind)  ", .muted),
        Span(field.value, field.changedBy == nil ? .key : .changed),
      ]
      if !field.waiters.isEmpty {
        line.append(
          Span("  \(field.waiters.joined(separator: ", ")) \(field.waiters.count == 1 ? "waits" : "wait")", .warning))
      }
      grid.put(line.shortened(within: size.width - half - 3, glyphs.ellipsis), at: (half + 1, row + 1))
    }
    return grid
  }

  private func tasksPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    grid.rule(0, headings: [(1, "processes"), (24, "stands at"), (max(52, size.width - 30), "about to")], glyphs)
    // The selected one, and what is alive, come first where not all fit.
    let room = size.height - 1
    let selected = selectedTask?.name
    let shown =
      state.tasks.count <= room
      ? state.tasks
      : Array(
        (state.tasks.filter { $0.name == selected } + state.tasks.filter { $0.isAlive && $0.name != selected }).prefix(
          room))
    for (row, task) in shown.enumerated() {
      let mark = task.name == selected ? glyphs.selected : " "
      let state: Style = ["BLOCKED", "spinning"].contains(task.state) ? .warning : task.isAlive ? .text : .muted
      grid.put("\(mark) ", at: (1, row + 1), .key)
      let name = task.name + String(repeating: " ", count: max(1, 5 - task.name.count))
      grid.put([Span(name, .giver), Span("\(task.pid) ", .muted), Span(task.state, state)], at: (3, row + 1))
      let next = max(52, size.width - 30)
      grid.put(shortened(task.place, within: next - 26, glyphs.ellipsis), at: (25, row + 1))
      grid.put(
        shortened(task.isAlive ? task.next : "", within: size.width - next - 2, glyphs.ellipsis),
        at: (next + 1, row + 1), .code)
    }
    return grid
  }

  private func sourcePane(_ size: Size) -> Grid {
    var grid = Grid(size)
    guard let task = selectedTask, let lines = state.sources[task.file], task.line > 0 else {
      grid.rule(0, headings: [(1, "source")], glyphs)
      return grid
    }
    grid.rule(0, headings: [(1, task.file.split(separator: "/").last.map(String.init) ?? task.file)], glyphs)
    let room = size.height - 1
    let first = max(0, min(task.line - 1 - room / 2, lines.count - room))
    for row in 0..<room where lines.indices.contains(first + row) {
      let number = first + row + 1
      let here = state.tasks.filter { $0.isAlive && $0.file == task.file && $0.line == number }.map(\.name)
      let isSelected = number == task.line
      let digits = String(repeating: " ", count: max(0, 5 - "\(number)".count)) + "\(number)"
      grid.put(isSelected ? glyphs.selected : " ", at: (1, row + 1), .key)
      grid.put(digits, at: (2, row + 1), .muted)
      let others = here.isEmpty ? "" : "\(glyphs.here) \(here.joined(separator: " "))"
      let text = lines[first + row].replacing("\t", with: "    ")
      let limit = size.width - 11 - width(of: others)
      let end = grid.put(shortened(text, within: limit, glyphs.ellipsis), at: (9, row + 1), isSelected ? .code : .text)
      if !others.isEmpty { grid.put(others, at: (min(end + 2, size.width - width(of: others) - 1), row + 1), .heading) }
    }
    return grid
  }

  private func stepLines(within room: Int) -> [[Span]] {
    let verdicts = state.verdicts.flatMap { wrapped([Span("\(glyphs.wrong) \($0)", .bad)], within: room) }
    return verdicts + state.lastSteps.reversed().flatMap { wrapped(marked($0, .narration), within: room) }
  }

  private func stepsPane(_ lines: [[Span]], _ size: Size) -> Grid {
    var grid = Grid(size)
    grid.rule(0, headings: [(1, state.verdicts.isEmpty ? "last steps" : "verdict and last steps")], glyphs)
    for (row, line) in lines.prefix(size.height - 1).enumerated() { grid.put(line, at: (2, row + 1)) }
    return grid
  }

  private func outputPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    grid.rule(0, headings: [(1, "what the program printed"), (size.width - 20, "o closes it")], glyphs)
    for (row, line) in state.output.suffix(size.height - 1).enumerated() {
      grid.put(shortened(line, within: size.width - 4, glyphs.ellipsis), at: (2, row + 1))
    }
    return grid
  }

  private func helpPane(_ size: Size) -> Grid {
    var grid = Grid(size)
    grid.rule(0, headings: [(1, "keys")], glyphs)
    for (row, key) in Self.keys.prefix(size.height - 1).enumerated() {
      grid.put(key.key, at: (2, row + 1), .key)
      grid.put(key.words, at: (14, row + 1))
    }
    return grid
  }
}
