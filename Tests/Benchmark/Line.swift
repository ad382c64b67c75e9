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

  /// Each sample divided by the baseline's sample of the same pair.
  private var ratios: [Double] { zip(ours, baseline).map { $0 / $1 } }

  /// The samples that the bound is for: the ratios of pairs, or a quantity alone. A busy machine disturbs the ratio of
  /// the medians more than the median of the ratios.
  private var judged: [Double] { baseline.isEmpty ? ours : ratios }

  /// Whether the median keeps within the bound.
  var isMet: Bool { bound?.contains(judged.median) ?? true }

  /// The line of the table.
  func text(_ figure: String) -> String {
    let isAlone = baseline.isEmpty
    return Self.row(
      figure, quantity, Self.text(ours.median),
      isAlone ? "" : Self.text(baseline.median),
      isAlone ? "" : Self.text(ours.median / baseline.median),
      isAlone ? "" : Self.text(ratios.median),
      judged.count == 1 ? "" : "\(Self.text(judged.quantile(0.25))) - \(Self.text(judged.quantile(0.75)))",
      bound.map { "\($0): \(isMet ? "is" : "IS NOT")" } ?? "")
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
  fileprivate static func text(_ value: Double) -> String {
    switch value {
    case ..<10: "\((value * 1000).rounded() / 1000)"
    case ..<1000: "\((value * 10).rounded() / 10)"
    default: "\(Int(value.rounded()))"
    }
  }
}

extension Line.Bound: CustomStringConvertible {
  func contains(_ value: Double) -> Bool {
    switch self {
    case .atLeast(let bound): value >= bound
    case .atMost(let bound): value <= bound
    case .within(let range): range.contains(value)
    }
  }

  var description: String {
    switch self {
    case .atLeast(let bound): "at least \(Line.text(bound))"
    case .atMost(let bound): "at most \(Line.text(bound))"
    case .within(let range): "\(Line.text(range.lowerBound)) to \(Line.text(range.upperBound))"
    }
  }
}
