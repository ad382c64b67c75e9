import Grid
import Model

// On a vast screen, the figures for messages of all sizes at once.

extension ComparisonView {
  private enum Width {
    static let figure = 11
    static let gap = 6
  }

  /// The lines of the table of all sizes; none if one size is all there is, or no room for it is likely.
  var sizesHeight: Int {
    state.size?.isVast == true && state.player == nil && state.comparison.sizes.count > 1 ? rows.count + 2 : 0
  }

  /// A line for each transport, and a column for each size: messages a second, and then round trips.
  func drawSizes(_ place: ComparisonLayout.Placed, on grid: inout Grid) {
    let sizes = state.comparison.sizes
    let rates = ComparisonColumns.title + ComparisonColumns.titleWidth
    let trips = rates + sizes.count * Width.figure + Width.gap
    grid.rule(
      place.top,
      headings: [(1, "every size"), (rates + 3, "messages/s, by bytes in a message"), (trips + 3, "round trip")], glyphs
    )
    for (index, size) in sizes.enumerated() {
      for start in [rates, trips] {
        let end = start + (index + 1) * Width.figure
        grid.put([Span(size.inKilo, .muted)], endingAt: end, row: place.top + 1)
      }
      let figures = rows.map { state.comparison.rows[size]?[$0.transport.name]?.figures }
      let bestRate = figures.compactMap { $0?.messagesPerSecond }.max()
      let bestTrip = figures.compactMap { $0?.roundTrip }.min()
      for (row, figures) in figures.enumerated() {
        guard let figures else { continue }
        let rate = Quantity.large(figures.messagesPerSecond)
        let trip = Quantity.time(figures.roundTrip, isASCII: glyphs.isASCII)
        let texts = [
          (rates, rate, figures.messagesPerSecond == bestRate), (trips, trip, figures.roundTrip == bestTrip),
        ]
        for (start, text, isBest) in texts {
          let end = start + (index + 1) * Width.figure
          grid.put([Span(text, isBest ? .key : .text)], endingAt: end, row: place.top + 2 + row)
          if isBest { grid.put(glyphs.best, at: (end + 1, place.top + 2 + row), .good) }
        }
      }
    }
    for (row, line) in rows.enumerated() {
      grid.put(line.transport.title, at: (ComparisonColumns.title, place.top + 2 + row), line.transport.style)
      grid.mark(0..<grid.size.width, row: place.top + 2 + row, as: ClickTarget.transport(row))
    }
  }
}

extension ComparisonRow {
  fileprivate var figures: Figures? { if case .measured(let figures) = outcome { figures } else { nil } }
}
