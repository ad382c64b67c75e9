import Grid
import Model

/// A row of values over time.
private struct Chart {
  var name: String
  /// The newest last; nil if unknown.
  var values: [Double?]
  /// The value that fills the chart to its top.
  var top: Double
  /// The newest value in words.
  var now: String
  var style: Style
}

extension Scene {
  private static let nameWidth = 10
  private static let nowWidth = 18
  private static let charts = 3

  /// A rule, and for each chart one line or more.
  var chartsHeights: [Int] {
    guard snapshot.discipline.program.hasSlots, snapshot.keepsLedger else { return [] }
    return (1...6).map { 1 + $0 * Scene.charts }
  }

  /// Occupancy, items a second and errors over time.
  func charts(_ size: Size) -> Grid {
    var grid = Grid(size)
    let unit = snapshot.pace == .step ? "a column for each step" : "4 columns a second"
    grid.rule(
      0, headings: [(1, "over time")] + (size.width >= 60 ? [(size.width - width(of: unit) - 3, unit)] : []), glyphs)
    let lines = max(1, (size.height - 1) / Scene.charts)
    for (index, chart) in trends.enumerated() {
      draw(chart, top: 1 + index * lines, lines: lines, on: &grid)
    }
    return grid
  }

  private var trends: [Chart] {
    let samples = state.trend.samples
    let slots = Double(snapshot.slots.count)
    let rates = samples.map(\.rate)
    let errors = samples.map { Double($0.errors) }
    let rate = rates.last.flatMap { $0 }.map { "\(decimal($0))/s" } ?? "-"
    return [
      Chart(
        name: "occupied", values: samples.map { Double($0.occupied) }, top: slots,
        now: "\(grouped(snapshot.ledger.inRing, within: 6)) of \(grouped(snapshot.slots.count))", style: .giver),
      Chart(
        name: "items/s", values: rates, top: rates.compactMap { $0 }.max() ?? 0, now: rate, style: .taker),
      Chart(
        name: "errors", values: errors, top: errors.max() ?? 0,
        now: "\(grouped(snapshot.ledger.violations, within: 10)) in all", style: .bad),
    ]
  }

  /// The newest value is at the right, with its words beside it.
  private func draw(_ chart: Chart, top: Int, lines: Int, on grid: inout Grid) {
    let width = grid.size.width
    let bottom = top + lines - 1
    grid.put(shortened(chart.name, within: width - 3, glyphs.ellipsis), at: (2, bottom))
    let (start, end) = (2 + Scene.nameWidth, width - Scene.nowWidth - 1)
    guard end > start else { return }
    grid.put(shortened(chart.now, within: Scene.nowWidth - 1, glyphs.ellipsis), at: (end + 1, bottom), .key)
    let shown = chart.values.suffix(end - start)
    for (offset, value) in shown.enumerated() {
      guard let value else { continue }
      draw(value, chart, column: end - shown.count + offset, bottom: bottom, lines: lines, on: &grid)
    }
  }

  /// A column of this many eighths of its height; zero is a mark at the bottom.
  private func draw(_ value: Double, _ chart: Chart, column: Int, bottom: Int, lines: Int, on grid: inout Grid) {
    let levels = glyphs.levels
    let most = (levels.count - 1) * lines
    let share = chart.top > 0 ? min(1, max(0, value / chart.top)) : 0
    let level = value > 0 ? max(1, Int((share * Double(most)).rounded())) : 0
    if level == 0 { grid.put(glyphs.idle, at: (column, bottom), .muted) }
    for line in 0..<lines {
      let rest = min(levels.count - 1, level - line * (levels.count - 1))
      if rest > 0 { grid.put(levels[rest], at: (column, bottom - line), chart.style) }
    }
  }
}
