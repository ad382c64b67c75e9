import Grid
import Model

/// The failing run beside the passing one, or one of them where there is no room for both.
struct RunColumns {
  private let state: State
  private let size: Size
  private let glyphs: GlyphSet

  /// The least width for two runs.
  private static let widthForTwo = 72

  init(_ state: State, _ size: Size) {
    self.state = state
    self.size = size
    glyphs = state.glyphs
  }

  /// The lines that the longer run needs.
  var wantedHeight: Int {
    guard let finding = state.explorer.shown else { return 0 }
    return 2 + max(Column(finding.failingSteps).rows.count, Column(finding.passingSteps).rows.count)
  }

  var grid: Grid {
    var grid = Grid(size)
    guard size.height > 1, let finding = state.explorer.shown else { return grid }
    let (fails, passes) = (Column(finding.failingSteps), Column(finding.passingSteps))
    let showsPassing = state.explorer.showsPassing && finding.passing != nil
    let isChoice = finding.passing != nil
    let failing = heading("fails", finding.schedule, isSelected: isChoice && !showsPassing)
    let passing = finding.passing.map { heading("passes", $0, isSelected: showsPassing) } ?? ""
    let start = start(of: fails)
    if size.width >= Self.widthForTwo && finding.passing != nil {
      let half = size.width / 2
      grid.rule(0, headings: [(1, failing), (half + 1, passing)], glyphs)
      draw(fails, from: start, columns: 0..<half - 1, on: &grid)
      draw(passes, from: start, columns: half + 1..<size.width, on: &grid)
      for row in 1..<size.height { grid.put(glyphs.vertical, at: (half, row), .rule) }
      grid.mark(0..<half, rows: 0..<size.height, as: ClickTarget.run(isPassing: false))
      grid.mark(half + 1..<size.width, rows: 0..<size.height, as: ClickTarget.run(isPassing: true))
    } else {
      grid.rule(0, headings: [(1, showsPassing ? passing : failing)], glyphs)
      draw(showsPassing ? passes : fails, from: start, columns: 0..<size.width, on: &grid)
    }
    return grid
  }

  /// - Parameter isSelected: whether the keys act on this run.
  private func heading(_ word: String, _ schedule: Schedule, isSelected: Bool) -> String {
    "\(isSelected ? glyphs.selected + " " : "")\(word)  \(schedule)"
  }

  /// The rows for the steps, below the heading and the names of the processes.
  private var room: Int { max(0, size.height - 2) }

  /// The first row that is shown: by default the end of the failing run is on the screen, since it shows the fault.
  private func start(of column: Column) -> Int {
    let last = max(0, column.rows.count - room)
    return min(max(0, last - state.explorer.scrolled), last)
  }

  private func draw(_ column: Column, from start: Int, columns: Range<Int>, on grid: inout Grid) {
    let places = Places(column, columns)
    for (index, process) in column.processes.enumerated() {
      grid.put(process, at: (places.process(index), 1), style(of: process))
    }
    if let name = column.valueName {
      grid.put(
        [Span(shortened(name, within: Places.valueWidth, glyphs.ellipsis), .muted)], endingAt: places.end, row: 1)
    }
    for row in 0..<room {
      let index = start + row
      guard column.rows.indices.contains(index) else { return }
      if row == 0 && start > 0 {
        put("\(glyphs.ellipsis) \(ExplorationResult.counted(start + 1, "line")) before: Up", row, places, on: &grid)
      } else if row == room - 1 && index < column.rows.count - 1 {
        let more = column.rows.count - index
        put("\(glyphs.ellipsis) \(ExplorationResult.counted(more, "more line"))", row, places, on: &grid)
      } else {
        draw(column.rows[index], column, at: 2 + row, places, on: &grid)
      }
    }
  }

  private func put(_ words: String, _ row: Int, _ places: Places, on grid: inout Grid) {
    let shown = shortened(words, within: places.end - places.process(0), glyphs.ellipsis)
    grid.put(shown, at: (places.process(0), 2 + row), .muted)
  }

  private func draw(_ row: Column.Row, _ column: Column, at line: Int, _ places: Places, on grid: inout Grid) {
    switch row {
    case .preemption(let process):
      let words = " \(process) is preempted "
      let rule = String(repeating: glyphs.horizontal, count: 2)
      grid.put(rule + words + rule, at: (places.process(0) - 1, line), .muted)
    case .step(let step):
      let index = column.processes.firstIndex(of: step.process) ?? 0
      let start = places.process(index)
      // The operation is more important than the value that it changed.
      let effects = effects(of: step, column)
      let room = { (value: [Span]) in places.end - (value.isEmpty ? 0 : value.cells + 1) - start }
      let wordings = step.wordings
      let value = effects.first { width(of: wordings[wordings.count - 1]) <= room($0) } ?? effects[effects.count - 1]
      let text = fitting(wordings, within: room(value), ellipsis: glyphs.ellipsis)
      grid.put(text, at: (start, line), style(of: step.process))
      grid.put(value, endingAt: places.end, row: line)
    }
  }

  /// What a step did, from the longest wording to the shortest: the shared value if there is only one, otherwise what
  /// changed; and what the ledger says of it.
  private func effects(of step: RunStep, _ column: Column) -> [[Span]] {
    let mark = step.mark.isEmpty ? [] : [Span(step.mark.uppercased(), .bad)]
    let gap = mark.isEmpty ? [] : [Span(" ")]
    if column.valueName != nil, let value = step.values.first { return [[Span("\(value.value)", .code)] + gap + mark] }
    if column.valueName != nil || step.change.isEmpty { return [mark] }
    return [[Span(step.change, .muted)] + gap + mark, mark]
  }

  private func style(of process: String) -> Style {
    guard let id = WorkerID(process), let scene = Scene(state) else { return .text }
    return scene.style(id)
  }
}

/// Where the parts of a run stand.
private struct Places {
  /// The room for a value.
  static let valueWidth = 12
  private static let widest = 16
  /// The same in a wide column.
  private static let widestOfMany = 28
  private static let text = 17

  private let start: Int
  private let indent: Int
  /// The column after the last one.
  let end: Int

  init(_ column: Column, _ columns: Range<Int>) {
    start = columns.lowerBound + 2
    end = columns.upperBound - 1
    let room = end - start - Self.text - (column.valueName == nil ? Self.valueWidth - 4 : 6)
    indent = min(
      columns.count >= 90 ? Self.widestOfMany : Self.widest, max(2, room / max(1, column.processes.count - 1)))
  }

  func process(_ index: Int) -> Int { start + index * indent }
}

/// A run as rows, with a row before each preemption.
private struct Column {
  enum Row {
    case preemption(of: String)
    case step(RunStep)
  }

  var rows: [Row] = []
  /// The processes in the order of their names.
  var processes: [String]
  /// The name of the shared value, if there is only one.
  var valueName: String?

  init(_ steps: [RunStep]) {
    var before: String?
    for step in steps {
      if step.isPreemption, let before { rows.append(.preemption(of: before)) }
      rows.append(.step(step))
      before = step.process
    }
    let ids = Set(steps.map(\.process)).compactMap { WorkerID($0) }.sorted()
    processes = ids.map { "\($0)" }
    let names = Set(steps.flatMap { $0.values.map(\.name) })
    valueName = names.count == 1 ? names.first : nil
  }
}

extension RunStep {
  /// Its text, and a shorter version.
  fileprivate var wordings: [String] {
    [text, ["pthread_", "atomic_", "&"].reduce(text) { $0.split(separator: $1).joined() }]
  }
}
