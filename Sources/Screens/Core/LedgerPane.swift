import Grid
import Model

extension Scene {
  private var ledgerCounts: LedgerCounts { snapshot.ledger }

  /// The law as a sum with one term per line if two columns fit, otherwise in words. A single line holds only the
  /// verdict.
  func ledger(_ size: Size) -> Grid {
    var grid = Grid(size)
    guard size.height > 1 else {
      grid.put(.first(of: verdicts, within: size.width - 3, ellipsis: glyphs.ellipsis), at: (2, 0))
      return grid
    }
    grid.rule(0, headings: [(1, "ledger")], glyphs)
    drawRate(on: &grid)
    guard snapshot.keepsLedger else {
      drawTerms([("produced", ledgerCounts.produced, false), ("taken", ledgerCounts.taken, false)], on: &grid)
      return grid
    }
    screen.drawLedger(self, on: &grid)
    return grid
  }

  private func drawRate(on grid: inout Grid) {
    guard let rate = state.rate.perSecond, snapshot.pace != .step else { return }
    let words = " \(decimal(rate)) \(snapshot.discipline.program.unit)/s "
    let column = grid.size.width - 1 - width(of: words)
    if column > 10 { grid.put(words, at: (column, 0), .heading) }
  }

  /// Some counts, one per line, and the verdict.
  func drawTerms(_ terms: [(name: String, value: UInt64, isWrong: Bool)], on grid: inout Grid) {
    let widest = terms.map { width(of: $0.name) + width(of: grouped($0.value, within: 13)) + 2 }.max() ?? 0
    let end = max(26, widest)
    for (row, term) in terms.enumerated() {
      grid.put(term.name, at: (1, row + 1), term.isWrong ? .bad : .text)
      grid.put([Span(grouped(term.value, within: 13), term.isWrong ? .bad : .key)], endingAt: end, row: row + 1)
    }
    // Below the terms, or beside the last one where there is no row left.
    let column = terms.count + 1 < grid.size.height ? 1 : end + 2
    let row = min(terms.count + 1, grid.size.height - 1)
    grid.put(
      .first(of: verdicts, within: grid.size.width - column - 1, ellipsis: glyphs.ellipsis), at: (column, row))
  }

  /// The verdict, from the longest wording to the shortest.
  var verdicts: [[Span]] {
    if !snapshot.keepsLedger {
      return ["NOTHING IS ACCOUNTED FOR", "no ledger", "-"].map { [Span($0, .warning)] }
    }
    if let own = screen.verdict(self) { return own }
    if ledgerCounts.violations > 0 {
      let count = "\(glyphs.wrong) \(grouped(ledgerCounts.violations, within: 13))"
      let noun = ledgerCounts.violations == 1 ? "error" : "errors"
      return ["\(count) \(noun)", count, glyphs.wrong].map { [Span($0, .bad)] }
    }
    return accounted
  }

  /// The wordings for an error-free run.
  var accounted: [[Span]] {
    snapshot.discipline.program.ledger.accounted.map { [Span("\(glyphs.right) \($0)", .good)] }
      + [[Span(glyphs.right, .good)]]
  }
}
