import Grid
import Model

/// The law of the bounded buffer: everything produced was taken, or lost, or is still in the ring.
extension Scene {
  private var ledgerCounts: LedgerCounts { snapshot.ledger }

  /// How many more items were produced than accounted for at this moment; negative for fewer.
  private var missing: Int64 {
    let found = ledgerCounts.taken &+ ledgerCounts.lost &+ ledgerCounts.inRing
    return Int64(bitPattern: ledgerCounts.produced &- found)
  }

  /// The counts of running workers are not read at one moment: this many items may be between two counts.
  private static let plausiblyOnTheirWay = 1_000_000

  /// Terms at the left, errors at the right, and the verdict at the end.
  func drawSum(on grid: inout Grid) {
    let terms: [(String, UInt64)] = [
      ("produced", ledgerCounts.produced), ("= taken", ledgerCounts.taken), ("+ lost", ledgerCounts.lost),
      ("+ in ring", ledgerCounts.inRing),
    ]
    let wrongs = [
      (name: "duplicated", short: "dup", count: ledgerCounts.duplicated),
      (name: "torn", short: "torn", count: ledgerCounts.torn),
      (name: "phantom", short: "phantom", count: ledgerCounts.phantom),
    ]
    let widest = terms.map { width(of: grouped($0.1, within: 13)) }.max() ?? 0
    let middle = 11 + max(10, widest) + 2
    for (row, term) in terms.enumerated() {
      let number = Span(grouped(term.1, within: 13), term.0 == "+ lost" && term.1 > 0 ? .bad : .key)
      grid.put(term.0, at: (1, row + 1))
      grid.put([number], endingAt: middle - 2, row: row + 1)
    }
    let end = min(grid.size.width - 1, middle + 24)
    for (row, wrong) in wrongs.enumerated() {
      // A number is more important than the last letters of its name.
      let isWide = width(of: wrong.name) + 1 + width(of: grouped(wrong.count)) > end - middle
      let name = isWide ? wrong.short : wrong.name
      let number = grouped(wrong.count, within: end - middle - width(of: name) - 1)
      grid.put(name, at: (middle, row + 1), wrong.count > 0 ? .bad : .text)
      grid.put([Span(number, wrong.count > 0 ? .bad : .key)], endingAt: end, row: row + 1)
    }
    grid.put(.first(of: verdicts, within: grid.size.width - middle, ellipsis: glyphs.ellipsis), at: (middle, 4))
  }

  /// The law in one line, from the longest wording to the shortest: every term keeps its name. A term of no lost
  /// items is left out.
  var ringLaw: [String] {
    let wordings = [
      ("produced", "in ring", " + ", 13), ("produced", "ring", "+", 13), ("made", "ring", "+", 13),
      ("made", "ring", "+", 5),
    ]
    return wordings.map { produced, inRing, plus, digits in
      let term = { (name: String, value: UInt64) in "\(name)\u{A0}\(grouped(value, within: digits))" }
      let losses = ledgerCounts.lost > 0 ? [term("lost", ledgerCounts.lost)] : []
      let found = [term("taken", ledgerCounts.taken)] + losses + [term(inRing, ledgerCounts.inRing)]
      return "\(term(produced, ledgerCounts.produced)) = \(found.joined(separator: plus))"
    }
  }

  /// The same in lines of words, if the columns do not fit.
  func drawSentences(on grid: inout Grid) {
    let term = { (name: String, number: UInt64) in "\(name) \(grouped(number, within: 13))" }
    let taken = term("= taken", ledgerCounts.taken)
    let rest = [term("+ lost", ledgerCounts.lost), term("+ in ring", ledgerCounts.inRing)]
    let produced = term("produced", ledgerCounts.produced)
    let wrong = [
      term("duplicated", ledgerCounts.duplicated), term("torn", ledgerCounts.torn),
      term("phantom", ledgerCounts.phantom),
    ]
    let lines = [
      ["\(produced) \(taken)"], [rest.joined(separator: " ")],
      [wrong.joined(separator: "  "), wrong.joined(separator: " ")],
    ]
    let room = grid.size.width - 2
    for (row, wordings) in lines.enumerated() {
      grid.put(fitting(wordings, within: room, ellipsis: glyphs.ellipsis), at: (1, row + 1))
    }
    grid.put(.first(of: verdicts, within: room, ellipsis: glyphs.ellipsis), at: (1, 4))
  }

  /// Nil if there are no errors, or if errors are counted.
  var ringVerdict: [[Span]]? {
    guard missing != 0, ledgerCounts.violations == 0 else { return nil }
    let count = grouped(missing.magnitude, within: 13)
    guard snapshot.pace != .step, missing.magnitude < Scene.plausiblyOnTheirWay else {
      return ["\(glyphs.wrong) \(count) unaccounted for", "\(glyphs.wrong) \(count)", glyphs.wrong].map {
        [Span($0, .bad)]
      }
    }
    let way = "\(glyphs.right) \(count) on \(missing.magnitude == 1 ? "its" : "their") way"
    return [way, glyphs.right].map { [Span($0, .good)] }
  }
}
