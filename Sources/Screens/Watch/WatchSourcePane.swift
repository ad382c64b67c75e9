import Grid
import Model

extension WatchScreen {
  /// The source around the selected process; in a wide room beside the one around another process.
  func sourcePane(_ size: Size) -> Grid {
    var grid = Grid(size)
    guard let task = selectedTask else {
      grid.rule(0, headings: [(1, "source")], glyphs)
      return grid
    }
    let other = size.width < 110 ? nil : secondTask(besides: task, rows: size.height - 1)
    let half = other == nil ? size.width : size.width / 2
    var headings = [(1, heading(task))]
    if let other { headings.append((half + 1, heading(other))) }
    grid.rule(0, headings: headings, glyphs)
    grid.put(lines(around: task, Size(width: half, height: size.height - 1)), at: (0, 1))
    if let other {
      grid.put(lines(around: other, Size(width: size.width - half, height: size.height - 1)), at: (half, 1))
    }
    return grid
  }

  /// The source around the selected process, and in a high room below it the one around another process.
  func stackedSources(_ size: Size) -> Grid {
    guard let task = selectedTask, let other = secondTask(besides: task, rows: size.height / 2) else {
      return sourcePane(size)
    }
    var grid = Grid(size)
    let half = size.height / 2
    for (task, top, height) in [(task, 0, size.height - half), (other, size.height - half, half)] where height > 0 {
      grid.rule(top, headings: [(1, heading(task))], glyphs)
      grid.put(lines(around: task, Size(width: size.width, height: height - 1)), at: (0, top + 1))
    }
    return grid
  }

  private func heading(_ task: WatchedState.Task) -> String {
    let file = task.file.split(separator: "/").last.map(String.init) ?? "source"
    return "\(file), \(task.name)"
  }

  /// Another living process that stands elsewhere.
  private func secondTask(besides task: WatchedState.Task, rows: Int) -> WatchedState.Task? {
    state.tasks.first { other in
      other.isAlive && other.line > 0 && other.name != task.name
        && (other.file != task.file || abs(other.line - task.line) > rows / 2)
    }
  }

  private func lines(around task: WatchedState.Task, _ size: Size) -> Grid {
    var grid = Grid(size)
    guard let lines = state.sources[task.file], task.line > 0 else {
      let words =
        !task.place.isEmpty
        ? "the source cannot be read"
        : task.isElsewhere ? "it has not come to its first gate yet" : "no source line is known here: compile with -g"
      grid.put(shortened(words, within: size.width - 4, glyphs.ellipsis), at: (3, 0), .muted)
      return grid
    }
    let first = max(0, min(task.line - 1 - size.height / 2, lines.count - size.height))
    for row in 0..<size.height where lines.indices.contains(first + row) {
      let number = first + row + 1
      let here = state.tasks.filter { $0.isAlive && $0.file == task.file && $0.line == number }.map(\.name)
      let isSelected = number == task.line
      let digits = "\(number)".padded(before: 5)
      grid.put(isSelected ? glyphs.selected : " ", at: (1, row), .key)
      grid.put(digits, at: (2, row), .muted)
      let others = here.isEmpty ? "" : "\(glyphs.here) \(here.joined(separator: " "))"
      let text = lines[first + row].replacing("\t", with: "    ")
      let limit = size.width - 11 - width(of: others)
      let end = grid.put(shortened(text, within: limit, glyphs.ellipsis), at: (9, row), isSelected ? .heading : .text)
      if !others.isEmpty { grid.put(others, at: (min(end + 2, size.width - width(of: others) - 1), row), .heading) }
    }
    return grid
  }
}
