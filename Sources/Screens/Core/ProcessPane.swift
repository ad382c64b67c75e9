import Grid
import Model

/// A column of the process table.
private enum Column: CaseIterable {
  case name, pid, state, operation, registers, items, kernel

  var width: Int {
    switch self {
    case .name: 3
    case .pid: 7
    case .state: 8
    case .operation: 22
    case .registers: 20
    case .items: 9
    case .kernel: 30
    }
  }

  var heading: String {
    switch self {
    case .name: "processes"
    case .operation: "about to / inside"
    case .registers: "own registers"
    case .items: "items"
    case .kernel: "kernel says"
    case .pid, .state: ""
    }
  }

  /// The columns in order of importance, for when not all fit.
  static let byImportance: [Column] = [.name, .state, .operation, .items, .registers, .pid, .kernel]

  static let gap = 1
  static let margin = 3

  /// The columns that fit, and where each begins.
  static func places(within width: Int) -> [Column: Int] {
    var left = width - margin - 1
    let chosen = byImportance.filter { column in
      guard column.width + gap <= left else { return false }
      left -= column.width + gap
      return true
    }
    // The remaining space goes to the columns with the longest texts.
    var (places, column) = ([Column: Int](), margin)
    for next in allCases where chosen.contains(next) {
      places[next] = column
      column += next.width + gap + (next == .operation || next == .registers ? min(2, left / 2) : 0)
    }
    return places
  }
}

/// The visible rows of a list.
struct Window: Hashable {
  var rows: Range<Int>
  /// A remark on the hidden rows; nil if there are none, or no line is left for it.
  var rest: String?

  /// Keeps the selected row visible, and in the middle if the list continues on both sides.
  init(of count: Int, lines: Int, around selected: Int, _ glyphs: GlyphSet) {
    let seen = count <= lines ? count : max(1, lines - 1)
    let first = min(max(0, selected - seen / 2), count - seen)
    rows = first..<first + seen
    guard count > lines, lines > 1 else { return }
    let above = first > 0 ? "\(first) more above" : nil
    let below = rows.upperBound < count ? "\(count - rows.upperBound) more below" : nil
    rest = "\(glyphs.ellipsis) " + [above, below].compactMap { $0 }.joined(separator: ", ")
  }
}

extension Grid {
  /// Makes a click on a row select its process.
  mutating func mark(_ worker: WorkerView, row: Int) {
    mark(0..<size.width, row: row, as: ClickTarget.process(worker.id))
  }
}

extension Scene {
  /// The workers that are visible in this many lines.
  func window(lines: Int) -> Window {
    let selected = snapshot.workers.firstIndex { $0.id == state.selected } ?? 0
    return Window(of: snapshot.workers.count, lines: lines, around: selected, glyphs)
  }

  func processes(_ size: Size) -> Grid {
    var grid = Grid(size)
    let places = Column.places(within: size.width)
    let hasRule = size.height > min(snapshot.workers.count, 4)
    if hasRule {
      let headings = Column.allCases.compactMap { column in
        column.heading.isEmpty ? nil : places[column].map { ($0 - 1 + headingShift(column), column.heading) }
      }
      grid.rule(0, headings: headings.map { ($0.0 < 3 ? 1 : $0.0, $0.1) }, glyphs)
    }
    let top = hasRule ? 1 : 0
    guard !snapshot.workers.isEmpty else {
      let words = ["no process: \(state.additions)", "no process"]
      grid.put(fitting(words, within: size.width - 3, ellipsis: glyphs.ellipsis), at: (3, top), .muted)
      return grid
    }
    let window = window(lines: size.height - top)
    for (row, worker) in snapshot.workers[window.rows].enumerated() {
      drawProcess(worker, places, row: top + row, on: &grid)
    }
    if let rest = window.rest {
      grid.put(fitting([rest], within: size.width - 3, ellipsis: glyphs.ellipsis), at: (3, size.height - 1), .muted)
    }
    return grid
  }

  /// Numbers are aligned to the right of their column, and so is the heading.
  private func headingShift(_ column: Column) -> Int {
    switch column {
    case .items: column.width - column.heading.utf8.count
    case .kernel: 2
    default: 0
    }
  }

  private func drawProcess(_ worker: WorkerView, _ places: [Column: Int], row: Int, on grid: inout Grid) {
    if worker.id == state.selected { grid.put(glyphs.selected, at: (1, row), .selected) }
    grid.mark(worker, row: row)
    let text = fullText(worker, places)
    for (column, start) in places {
      guard let span = text[column], !span.text.isEmpty else { continue }
      let isNumber = column == .items || column == .pid
      if isNumber {
        grid.put([span], endingAt: start + column.width, row: row)
      } else {
        grid.put([span], at: (start, row))
      }
    }
  }

  /// The text of each column; an ended process has only one text, across several columns.
  private func fullText(_ worker: WorkerView, _ places: [Column: Int]) -> [Column: Span] {
    let fit = { (words: [String], column: Column) in fitting(words, within: column.width, ellipsis: glyphs.ellipsis) }
    var text: [Column: Span] = [
      .name: Span(worker.id.label, style(worker.id)),
      .pid: Span(fit([String(worker.pid), "?"], .pid), .muted),
      .items: Span(grouped(worker.items, within: Column.items.width)),
      .kernel: Span(worker.kernel.map { fit(["  " + $0.words], .kernel) } ?? "", .muted),
    ]
    let word = worker.kernel?.isStopped == true ? "STOPPED" : worker.state.word
    let isLong = word.utf8.count > Column.state.width
    if isLong || places[.operation] == nil {
      let room = Column.state.width + (places[.operation] == nil ? 0 : Column.gap + Column.operation.width)
      text[.state] = Span(fitting([word, "ended"], within: room, ellipsis: glyphs.ellipsis), stateStyle(worker))
      return text
    }
    text[.state] = Span(worker.isLeaving && !worker.isBlocked ? "leaving" : word, stateStyle(worker))
    text[.operation] = Span(fit(operationWords(worker), .operation), .code)
    text[.registers] = Span(registerWords(worker, within: Column.registers.width))
    return text
  }

  private func stateStyle(_ worker: WorkerView) -> Style {
    switch worker.state {
    case .blocked, .spinning: .warning
    case .ended, .unreadable: .bad
    default: worker.isLeaving ? .warning : .text
    }
  }

  /// The operation, and for a wide item also the word.
  func operationWords(_ worker: WorkerView) -> [String] {
    guard let operation = snapshot.operation(of: worker) else { return [""] }
    let words = operation.variable.span == .text ? MessageView.words : snapshot.words
    guard operation.isOncePerWord, words > 1 else { return operation.wordings }
    return operation.wordings.map { "\($0)  \(worker.word)/\(words)" } + operation.wordings
  }

  /// As many registers as fit.
  func registerWords(_ worker: WorkerView, within limit: Int) -> String {
    let all = worker.registers.map { $0.words(glyphs) }
    let wordings = (0...all.count).reversed().map { count in
      all.prefix(count).joined(separator: "  ") + (count < all.count ? " \(glyphs.ellipsis)" : "")
    }
    return wordings.first { width(of: $0) <= limit } ?? ""
  }
}
