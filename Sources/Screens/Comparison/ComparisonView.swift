import Grid
import Model

/// Shared memory compared with message passing, on the whole screen: a table that fills during the measurement, the
/// winners in words, and the selected transport's traits other than speed.
func comparisonView(_ state: State, _ size: Size) -> Grid {
  var grid = Grid(size)
  grid.put(ComparisonView(state, size).title(size), at: (0, 0))
  if size.height > 2 {
    grid.put(comparisonParts(state, Size(width: size.width, height: size.height - 2)), at: (0, 1))
  }
  if size.height > 1 { grid.put(foot(state, Size(width: size.width, height: 1)), at: (0, size.height - 1)) }
  return grid
}

/// The same without title and foot.
func comparisonParts(_ state: State, _ size: Size) -> Grid {
  var grid = Grid(size)
  let view = ComparisonView(state, size)
  let layout = ComparisonLayout(view, size)
  for placed in layout.parts {
    switch placed.part {
    case .table: view.drawTable(placed, on: &grid, headings: layout.headings)
    case .verdict: view.drawVerdict(placed, on: &grid)
    case .words: view.drawWords(placed, on: &grid)
    case .sizes: view.drawSizes(placed, on: &grid)
    }
  }
  return grid
}

/// The parts between title and foot, and their places.
struct ComparisonLayout {
  enum Part: CaseIterable, Sendable, Hashable { case table, verdict, words, sizes }

  struct Placed: Hashable {
    var part: Part
    var top: Int
    var height: Int
  }

  private(set) var parts: [Placed] = []
  /// How many headings the table has: one for each kind of transport, if all of their rows fit too.
  private(set) var headings = 0

  init(_ view: ComparisonView, _ size: Size) {
    var left = size.height
    var granted: [Part: Int] = [:]
    func grant(_ part: Part, _ height: Int) -> Bool {
      let more = height - (granted[part] ?? 0)
      guard more > 0, more <= left else { return false }
      granted[part] = height
      left -= more
      return true
    }
    let count = view.rows.count
    // A small screen lacks the late ones.
    if grant(.table, min(1, count)), grant(.table, 2) { headings = 1 }
    for lines in stride(from: 3, to: min(5, count) + headings + 1, by: 1) { _ = grant(.table, lines) }
    _ = grant(.words, 2)
    for lines in stride(from: 2, to: count + headings + 1, by: 1) { _ = grant(.table, lines) }
    _ = grant(.verdict, 1)
    _ = grant(.verdict, 2)
    if granted[.table] == count + 1, view.kinds == 2, grant(.table, count + 2) { headings = 2 }
    for lines in stride(from: 3, to: view.wordLines + 2, by: 1) { _ = grant(.words, lines) }
    _ = grant(.sizes, view.sizesHeight)
    var top = 0
    for part in Part.allCases {
      guard let height = granted[part] else { continue }
      // A blank line before it, while lines are left.
      if left > 0, part != .table { (top, left) = (top + 1, left - 1) }
      parts.append(Placed(part: part, top: top, height: height))
      top += height
    }
  }
}

/// The data of a comparison to draw.
struct ComparisonView {
  let state: State
  let glyphs: GlyphSet
  let rows: [Row]
  let columns: ComparisonColumns

  /// A transport, and its result so far for messages of the size on the screen.
  struct Row {
    var transport: ComparedTransport
    var outcome: ComparisonRow.Outcome?

    var figures: ComparisonRow.Figures? {
      if case .measured(let figures)? = outcome { figures } else { nil }
    }
  }

  init(_ state: State, _ size: Size) {
    self.state = state
    glyphs = state.glyphs
    let measured = state.comparison.rows[state.comparison.size] ?? [:]
    rows = state.transports.map { Row(transport: $0, outcome: measured[$0.name]?.outcome) }
    columns = ComparisonColumns(width: size.width)
    wordLines = rows.map { ComparisonView.words(of: $0, width: size.width).count }.max() ?? 0
  }

  /// The number of kinds of transports: in shared memory, and through the kernel.
  var kinds: Int { Set(rows.map(\.transport.isShared)).count }

  /// The most lines that the words of any transport take.
  let wordLines: Int

  var selected: Row? { rows.indices.contains(state.comparison.selected) ? rows[state.comparison.selected] : nil }

  // The best so far, with which the others are compared.
  var bestRate: Double { rows.compactMap { $0.figures?.messagesPerSecond }.max() ?? 0 }
  var bestTrip: UInt64 { rows.compactMap { $0.figures?.roundTrip }.min() ?? 0 }

  func title(_ size: Size) -> Grid {
    let sizes = state.comparison.sizes.map { $0 == state.comparison.size ? "[\($0.inKilo)]" : $0.inKilo }
    let all = sizes.joined(separator: " ") + " bytes"
    let right = fitting(
      [all, "\(state.comparison.size.inKilo) bytes"], within: size.width - 2, ellipsis: glyphs.ellipsis)
    let names = [
      "ringside  shared memory compared with message passing", "shared memory compared with message passing",
      "shared memory and messages",
    ]
    let left = fitting(names, within: size.width - width(of: right) - 3, ellipsis: glyphs.ellipsis)
    return titleBar(left, right, .title, size, glyphs)
  }
}

extension Int {
  /// `64`, `4K`.
  var inKilo: String { self % 1024 == 0 && self > 0 ? "\(self / 1024)K" : "\(self)" }
}
