/// A line of the table: samples of one quantity, alone or beside those of what it is measured against.
struct Line {
  /// What the ratio, or a quantity alone, is meant to be.
  enum Bound {
    case atLeast(Double)
    case atMost(Double)
    case within(ClosedRange<Double>)
  }

  /// The quantity and its unit.
  var quantity: String
  var ours: [Double]
  var baseline: [Double] = []
  var bound: Bound?

  static let header = row("figure", "quantity", "ours", "baseline", "ratio", "of pairs", "quartiles", "meant to be")

  /// The ratio of the medians stands beside the median of the ratios of pairs. What the machine was busy with
  /// meanwhile shows in the one rather than in the other, so it is the pairs that are held against the bound.
  func text(_ figure: String) -> String {
    let isAlone = baseline.isEmpty
    let ratios = isAlone ? [] : zip(ours, baseline).map { $0 / $1 }
    let judged = isAlone ? ours : ratios
    return Self.row(
      figure, quantity, Self.text(ours.median),
      isAlone ? "" : Self.text(baseline.median),
      isAlone ? "" : Self.text(ours.median / baseline.median),
      isAlone ? "" : Self.text(ratios.median),
      judged.count == 1 ? "" : "\(Self.text(judged.quantile(0.25))) - \(Self.text(judged.quantile(0.75)))",
      verdict(judged.median))
  }

  private func verdict(_ value: Double) -> String {
    switch bound {
    case nil: ""
    case .atLeast(let bound): "at least \(Self.text(bound)): \(value >= bound ? "is" : "IS NOT")"
    case .atMost(let bound): "at most \(Self.text(bound)): \(value <= bound ? "is" : "IS NOT")"
    case .within(let range):
      "\(Self.text(range.lowerBound)) to \(Self.text(range.upperBound)): \(range.contains(value) ? "is" : "IS NOT")"
    }
  }

  private static func row(_ cells: String...) -> String {
    let widths = [-8, -34, 8, 8, 7, 8, 15, 0]
    let padded = zip(cells, widths).map { cell, width in
      let space = String(repeating: " ", count: max(0, abs(width) - cell.count))
      return width < 0 ? cell + space : space + cell
    }
    return padded.joined(separator: "  ")
  }

  /// A number with as many decimals as are of interest.
  private static func text(_ value: Double) -> String {
    switch value {
    case ..<10: "\((value * 1000).rounded() / 1000)"
    case ..<1000: "\((value * 10).rounded() / 10)"
    default: "\(Int(value.rounded()))"
    }
  }
}
