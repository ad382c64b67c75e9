import Grid
import Model

/// The columns of the table. A narrow screen lacks some of them, in a fixed order; a wide one has longer bars.
struct ComparisonColumns {
  static let title = 3
  static let titleWidth = 16
  private static let number = 8
  private static let callsWidth = 6
  private static let leastBar = 6

  /// The column after each number; nil if it does not fit.
  private(set) var rate: Int?
  private(set) var trip: Int?
  private(set) var calls: Int?
  /// The bar after a number has this many cells, or none.
  private(set) var rateBar = 0
  private(set) var tripBar = 0

  init(width: Int) {
    // A mark for the best follows each bar.
    let (number, mark) = (Self.number, 2)
    var left = width - 1 - Self.title - Self.titleWidth
    func take(_ cells: Int) -> Bool {
      guard cells <= left else { return false }
      left -= cells
      return true
    }
    guard take(number + mark) else { return }
    rate = Self.title + Self.titleWidth + number
    let hasTrip = take(number + mark)
    if take(1 + Self.leastBar) { rateBar = Self.leastBar }
    if hasTrip, rateBar > 0, take(1 + Self.leastBar) { tripBar = Self.leastBar }
    let hasCalls = tripBar > 0 && take(Self.callsWidth)
    if tripBar > 0 {
      rateBar += left - left * 2 / 5
      tripBar += left * 2 / 5
    } else if rateBar > 0 {
      rateBar += left
    }
    if hasTrip { trip = end(of: rate, rateBar) + number }
    if hasCalls { calls = end(of: trip, tripBar) + Self.callsWidth }
  }

  /// The column after a number's bar and mark.
  private func end(of number: Int?, _ bar: Int) -> Int { (number ?? 0) + (bar > 0 ? bar + 1 : 0) + 2 }
}

extension ComparisonView {
  /// A line of the table.
  private enum Line {
    case heading(String, isFirst: Bool)
    case row(Int)
    case more(Int)
  }

  func drawTable(_ place: ComparisonLayout.Placed, on grid: inout Grid, headings: Int) {
    for (offset, line) in lines(place.height, headings).enumerated() {
      switch line {
      case .heading(let text, let isFirst): drawHeading(text, isFirst, place.top + offset, on: &grid)
      case .row(let index):
        draw(rows[index], isSelected: index == state.comparison.selected, place.top + offset, on: &grid)
        grid.mark(0..<grid.size.width, row: place.top + offset, as: ClickTarget.transport(index))
      case .more(let count):
        let words = fitting(
          ["\(glyphs.ellipsis) \(count) more"], within: grid.size.width - 4, ellipsis: glyphs.ellipsis)
        grid.put(words, at: (ComparisonColumns.title, place.top + offset), .muted)
      }
    }
  }

  /// All rows if they fit, otherwise those around the selected one.
  private func lines(_ height: Int, _ headings: Int) -> [Line] {
    if headings == 2 {
      let shared = rows.indices.filter { rows[$0].transport.isShared }.map(Line.row)
      let others = rows.indices.filter { !rows[$0].transport.isShared }.map(Line.row)
      return [.heading("shared memory", isFirst: true)] + shared + [.heading("message passing", isFirst: false)]
        + others
    }
    let heading = headings == 1 ? [Line.heading("transport", isFirst: true)] : []
    let room = height - heading.count
    guard room < rows.count else { return heading + rows.indices.map(Line.row) }
    let shown = room > 2 ? room - 1 : room
    let first = min(max(0, state.comparison.selected - shown / 2), rows.count - shown)
    let more = shown < room ? [Line.more(rows.count - shown)] : []
    return heading + rows.indices[first..<first + shown].map(Line.row) + more
  }

  private func drawHeading(_ text: String, _ isFirst: Bool, _ row: Int, on grid: inout Grid) {
    var headings = [(column: 1, text: text)]
    if isFirst {
      if let rate = columns.rate { headings.append((rate - 7, "messages/s")) }
      if let trip = columns.trip { headings.append((trip - 7, "round trip")) }
      if let calls = columns.calls { headings.append((calls - 6, "calls")) }
    } else if let rate = columns.rate, columns.rateBar > 0 {
      headings.append((rate - 7, "longer bars are better; \(glyphs.best) best so far"))
    }
    grid.rule(row, headings: headings, glyphs)
  }

  private func draw(_ row: Row, isSelected: Bool, _ line: Int, on grid: inout Grid) {
    if isSelected { grid.put(glyphs.selected, at: (1, line), .selected) }
    let title = row.transport.title
    // Only the title of the family, if no more fits.
    let short = title.split(separator: " ").last.map(String.init) ?? title
    let name = fitting(
      [title, short], within: grid.size.width - ComparisonColumns.title - 1, ellipsis: glyphs.ellipsis)
    grid.put(name, at: (ComparisonColumns.title, line), isSelected ? .selected : row.transport.style)
    switch row.outcome {
    case .measured(let figures): draw(figures, row.transport.style, line, on: &grid)
    case .unavailable(let summary, _): put("not available: \(summary)", .muted, line, on: &grid)
    case nil:
      let isNow = state.measuredNow == row.transport.name
      put(isNow ? "measuring \(glyphs.ellipsis)" : "", .warning, line, on: &grid)
    }
  }

  /// Writes words in place of figures.
  private func put(_ words: String, _ style: Style, _ line: Int, on grid: inout Grid) {
    let start = ComparisonColumns.title + ComparisonColumns.titleWidth + 2
    grid.put(fitting([words], within: grid.size.width - start - 1, ellipsis: glyphs.ellipsis), at: (start, line), style)
  }

  private func draw(_ figures: ComparisonRow.Figures, _ style: Style, _ line: Int, on grid: inout Grid) {
    if let rate = columns.rate {
      let text = Quantity.large(figures.messagesPerSecond)
      draw(
        text, figures.messagesPerSecond, of: bestRate, bar: columns.rateBar, endingAt: rate, style, line, on: &grid)
    }
    if let trip = columns.trip {
      let text = Quantity.time(figures.roundTrip, isASCII: glyphs.isASCII)
      // The shorter the time, the longer the bar: both bars show which transport is faster.
      let speed = figures.roundTrip > 0 ? 1 / Double(figures.roundTrip) : 0
      let best = bestTrip > 0 ? 1 / Double(bestTrip) : 0
      draw(text, speed, of: best, bar: columns.tripBar, endingAt: trip, style, line, on: &grid)
    }
    if let calls = columns.calls {
      grid.put([Span(Quantity.text(figures.systemCalls))], endingAt: calls, row: line)
    }
  }

  /// A number, a bar in proportion to the best speed so far, and a mark if it is the best itself.
  private func draw(
    _ text: String, _ speed: Double, of best: Double, bar: Int, endingAt end: Int, _ style: Style, _ line: Int,
    on grid: inout Grid
  ) {
    let isBest = speed >= best && best > 0
    grid.put([Span(text, isBest ? .key : .text)], endingAt: end, row: line)
    if bar > 0 { grid.put(glyphs.bar(speed, of: best, width: bar), at: (end + 1, line), style) }
    if isBest { grid.put(glyphs.best, at: (end + (bar > 0 ? bar + 2 : 1), line), .good) }
  }
}

extension ComparedTransport {
  /// The two kinds have different colours, which only repeat their headings.
  var style: Style { isShared ? .giver : .taker }
}
