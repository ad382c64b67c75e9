import Grid
import Model

/// All keys, and below them the meanings of the signs, letters and words on the screen. It scrolls if it does not
/// fit.
func helpOverlay(_ state: State, _ size: Size) -> Grid {
  var grid = Grid(size)
  let help = HelpText(size, state)
  let first = min(state.help?.firstRow ?? 0, help.hidden)
  for (row, line) in help.lines.dropFirst(first).prefix(help.room).enumerated() {
    switch line {
    case .words(let spans): grid.put(spans, at: (1, row + 1))
    case .rule(let heading): grid.rule(row + 1, headings: [(1, heading)], state.glyphs)
    }
  }
  if first < help.hidden {
    grid.fill(0..<size.width, row: help.room, with: " ")
    let words = "\(state.glyphs.ellipsis) \(help.hidden - first + 1) more below"
    let text = fitting([words], within: max(1, size.width - 2), ellipsis: state.glyphs.ellipsis)
    grid.put(text, at: (1, help.room), .muted)
  }
  grid.put(titleBar("ringside", "help", .title, size, state.glyphs), at: (0, 0))
  if size.height > 1 { grid.put(foot(state, Size(width: size.width, height: 1)), at: (0, size.height - 1)) }
  return grid
}

/// The help in lines of a certain width.
struct HelpText {
  enum Line {
    case words([Span])
    case rule(String)
  }

  private(set) var lines: [Line] = []
  /// The lines between title and foot.
  let room: Int
  private let width: Int

  /// How many lines do not fit.
  var hidden: Int { max(0, lines.count - room) }

  /// The keys of the memory view are listed only while it is open. Those of a lesson are listed only in a lesson,
  /// where they are first.
  init(_ size: Size, _ state: State) {
    room = max(0, size.height - 2)
    width = max(1, size.width - 2)
    if state.player == nil {
      let words = "New? `ringside lesson 1` begins the lessons; `ringside lesson` lists them."
      lines += wrapped(marked(words, .hint), within: width).map(Line.words)
    }
    let listed = keymap.filter { $0.isListed && $0.isOfUse(to: state) }
    put(
      (listed.filter(\.isOfLessons) + listed.filter { !$0.isOfLessons }).compactMap { binding in
        binding.label(state.remapping).map { HelpRow([Span($0, .key)], binding.words(in: state.program)) }
      })
    for section in helpSections(state) {
      lines += [.words([]), .rule(section.heading)]
      put(section.rows)
    }
  }

  /// The rows in two columns, if those fit beside each other and one column is longer than the screen. Otherwise in
  /// one, where long texts continue on the next line.
  private mutating func put(_ rows: [HelpRow]) {
    let half = (rows.count + 1) / 2
    let columns = [HelpColumn(rows[..<half]), HelpColumn(rows[half...])]
    guard rows.count > room || rows.count > 12, columns[0].width + 2 + columns[1].width <= width + 1 else {
      let names = HelpColumn(rows[...]).names
      for row in rows { lines += row.lines(names, within: width).map(Line.words) }
      return
    }
    for index in 0..<half {
      var line = rows[index].line(columns[0].names)
      if half + index < rows.count {
        line.append(Span(String(repeating: " ", count: columns[0].width + 2 - line.cells)))
        line += rows[half + index].line(columns[1].names)
      }
      lines.append(.words(line))
    }
  }
}

extension Binding {
  fileprivate func isOfUse(to state: State) -> Bool {
    scope == .bytes ? state.bytes != nil : isOfLessons ? state.player != nil : true
  }
}

/// A sign on the screen or a key, and its meaning.
struct HelpRow {
  private let name: [Span]
  private let words: [Span]

  init(_ name: [Span], _ words: String) {
    self.name = name
    self.words = marked(words, .hint)
  }

  init(_ name: [Span], _ words: [Span]) { (self.name, self.words) = (name, words) }

  var nameWidth: Int { name.cells }
  var wordsWidth: Int { words.cells }

  /// On one line.
  func line(_ names: Int) -> [Span] { padded(names) + words }

  /// On as many lines as it needs. If the names leave hardly any space, the words begin on the next line.
  func lines(_ names: Int, within limit: Int) -> [[Span]] {
    let isBelow = limit < names + 14
    let indent = isBelow ? min(2, limit - 1) : names + 2
    var lines = wrapped(words, within: limit - indent).map { [Span(String(repeating: " ", count: indent))] + $0 }
    if isBelow || lines.isEmpty {
      lines.insert(contentsOf: wrapped(name, within: limit), at: 0)
    } else {
      lines[0] = padded(names) + lines[0].dropFirst()
    }
    return lines
  }

  private func padded(_ names: Int) -> [Span] {
    name + [Span(String(repeating: " ", count: max(0, names + 2 - name.cells)))]
  }
}

private struct HelpColumn {
  /// The width of the widest name, and of the whole.
  let names: Int
  let width: Int

  init(_ rows: ArraySlice<HelpRow>) {
    names = rows.map(\.nameWidth).max() ?? 0
    width = names + 2 + (rows.map(\.wordsWidth).max() ?? 0)
  }
}
