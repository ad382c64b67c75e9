/// Numbers as people read them: three figures, and a unit that fits.
public enum Quantity {
  /// "9.87", "98.7", "987", "9 870".
  public static func text(_ value: Double) -> String {
    switch value {
    case ..<9.995: decimals(value, 2)
    case ..<99.95: decimals(value, 1)
    default: grouped(value)
    }
  }

  /// "987", "98.7 k", "9.87 M".
  public static func large(_ value: Double) -> String {
    switch value {
    case ..<999.5: text(value)
    case ..<999_500: text(value / 1000) + " k"
    default: text(value / 1_000_000) + " M"
    }
  }

  /// A time in nanoseconds: "987 ns", "9.87 µs", "98.7 ms".
  public static func time(_ nanoseconds: UInt64) -> String {
    let value = Double(nanoseconds)
    return switch value {
    case ..<999.5: text(value) + " ns"
    case ..<999_500: text(value / 1000) + " \u{b5}s"
    case ..<999_500_000: text(value / 1_000_000) + " ms"
    default: text(value / 1_000_000_000) + " s"
    }
  }

  private static func decimals(_ value: Double, _ count: Int) -> String {
    let scale = count == 2 ? 100 : 10
    let whole = Int((value * Double(scale)).rounded())
    let rest = "\(whole % scale)"
    return "\(whole / scale)." + String(repeating: "0", count: count - rest.count) + rest
  }

  private static func grouped(_ value: Double) -> String {
    var digits = "\(Int(min(value, 1e15).rounded()))"
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: " ")
  }
}
