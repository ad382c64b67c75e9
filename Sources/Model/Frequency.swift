/// How often a fault shows among runs.
public struct Frequency: Sendable, Hashable, Codable {
  public var runs: Int
  public var bad: Int

  public init(runs: Int = 0, bad: Int = 0) { (self.runs, self.bad) = (runs, bad) }

  /// The interval that contains the true share with a probability of 95 %: E. B. Wilson, Probable inference, the law
  /// of succession, and statistical inference, 1927. Nil without runs.
  public var interval: ClosedRange<Double>? {
    guard runs > 0 else { return nil }
    let (count, share, z) = (Double(runs), Double(bad) / Double(runs), 1.96)
    let middle = share + z * z / (2 * count)
    let half = z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
    let divisor = 1 + z * z / count
    return max(0, (middle - half) / divisor)...min(1, (middle + half) / divisor)
  }
}
