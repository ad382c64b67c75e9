import Grid
import Model

/// All keys, and below them, if there is room, what the signs mean; where the keys do not fit, they scroll.
func helpOverlay(_ state: State, _ size: Size) -> Grid {
  var grid = Grid(size)
  let table = HelpTable(size, state)
  let first = min(state.help?.firstRow ?? 0, table.hidden)
  var left = 1
  for column in table.columns {
    for (row, entry) in column.rows.dropFirst(first).prefix(table.lines).enumerated() {
      entry.draw(at: (left, row + 1), column.keys, on: &grid)
    }
    left += column.width + 1
  }
  if first < table.hidden {
    grid.fill(0..<size.width, row: table.lines, with: " ")
    let words = "\(state.glyphs.ellipsis) \(table.hidden - first + 1) more below"
    grid.put(fitting([words], within: size.width - 2), at: (1, table.lines), .muted)
  }
  drawSigns(state.glyphs, below: table.columns[0].rows.count + 1, on: &grid)
  grid.put(titleBar("ringside", "keys", .title, size), at: (0, 0))
  if size.height > 1 { grid.put(foot(state, Size(width: size.width, height: 1)), at: (0, size.height - 1)) }
  return grid
}

private func drawSigns(_ glyphs: GlyphSet, below row: Int, on grid: inout Grid) {
  let signs = [
    ("P1\(glyphs.item)07", "the 7th item of producer P1; of a number the last two digits are shown"),
    ("P2\(glyphs.overwrote)38", "it overwrote an item that nobody had taken: that one is lost"),
    ("P1\(glyphs.torn)P2", "torn: some words are of an item of P1, some of one of P2"),
    ("p1\(glyphs.item)07", "without synchronization: it was taken, and its words are still there"),
    ("\(glyphs.changedLeft)    \(glyphs.changedRight)", "this slot, or this index, just changed"),
    ("\(glyphs.rose)    \(glyphs.fell)", "this value just grew, or shrank"),
    (String(repeating: glyphs.asleep, count: 3), "in the timeline: the process is asleep, and waits"),
  ]
  let widest = signs.map { width(of: $0.1) }.max() ?? 0
  // A blank line above them, if there is room, and the most important ones where there is not room for all.
  let top = row + 2 + signs.count < grid.size.height ? row + 1 : row
  let shown = signs.prefix(max(0, grid.size.height - top - 2))
  guard shown.count >= 4, widest + 10 <= grid.size.width else { return }
  grid.rule(top, headings: [(1, "signs")], glyphs)
  for (offset, sign) in shown.enumerated() {
    grid.put(sign.0, at: (1, top + 1 + offset), .key)
    grid.put(sign.1, at: (9, top + 1 + offset), .hint)
  }
}

/// The keys in one column if they all fit on the lines, else in two if those fit beside each other.
struct HelpTable {
  fileprivate var columns: [HelpColumn]
  /// Between title and foot.
  var lines: Int
  /// How many rows there are more than lines.
  var hidden: Int

  /// The keys of the memory view are among them only while it is open, and those of a lesson only in one, where they
  /// come first.
  init(_ size: Size, _ state: State) {
    let listed = keymap.filter { $0.isListed && $0.isOfUse(to: state) }
    let rows = (listed.filter(\.isOfLessons) + listed.filter { !$0.isOfLessons }).map { binding in
      HelpRow(keys: binding.label, words: binding.words)
    }
    lines = max(0, size.height - 2)
    let half = (rows.count + 1) / 2
    let two = [HelpColumn(rows[..<half]), HelpColumn(rows[half...])]
    let fits = two.reduce(1) { $0 + $1.width + 1 } <= size.width
    columns = rows.count > lines && fits ? two : [HelpColumn(rows[...])]
    hidden = max(0, columns[0].rows.count - lines)
  }
}

extension Binding {
  fileprivate func isOfUse(to state: State) -> Bool {
    scope == .bytes ? state.bytes != nil : isOfLessons ? state.player != nil : true
  }
}

private struct HelpColumn {
  var rows: [HelpRow]
  /// The widest keys, and the whole.
  var keys: Int
  var width: Int

  init(_ rows: ArraySlice<HelpRow>) {
    self.rows = Array(rows)
    keys = rows.map { $0.keys.utf8.count }.max() ?? 0
    width = keys + 2 + (rows.map { $0.words.utf8.count }.max() ?? 0)
  }
}

private struct HelpRow {
  var keys: String
  var words: String

  /// The keys, and the words that there is room for.
  func draw(at place: Place, _ keysWidth: Int, on grid: inout Grid) {
    let room = grid.size.width - place.column - 1
    guard keys.utf8.count <= room else { return }
    grid.put(keys, at: place, .key)
    let text = fitting([words], within: room - keysWidth - 2)
    grid.put(text, at: (place.column + keysWidth + 2, place.row), .hint)
  }
}
