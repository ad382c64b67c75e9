/// Formats numbers for people.
public enum Quantity {
  /// With at least three figures: "9.87", "98.7", "987", "9 870".
  public static func text(_ value: Double) -> String {
    switch value {
    case ..<9.995: decimals(value, 2)
    case ..<99.95: decimals(value, 1)
    default: grouped(Int(min(value, 1e15).rounded()))
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

  /// A time in nanoseconds: "987 ns", "9.87 µs", "98.7 ms"; with "us" for "µs" in ASCII.
  public static func time(_ nanoseconds: UInt64, isASCII: Bool = false) -> String {
    let value = Double(nanoseconds)
    return switch value {
    case ..<999.5: text(value) + " ns"
    case ..<999_500: text(value / 1000) + (isASCII ? " us" : " \u{b5}s")
    case ..<999_500_000: text(value / 1_000_000) + " ms"
    default: text(value / 1_000_000_000) + " s"
    }
  }

  /// A number as an option takes it: "1000", "0.25".
  public static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  private static func decimals(_ value: Double, _ count: Int) -> String {
    let scale = count == 2 ? 100 : 10
    let whole = Int((value * Double(scale)).rounded())
    let rest = "\(whole % scale)"
    return "\(whole / scale)." + String(repeating: "0", count: count - rest.count) + rest
  }

  /// Grouped in threes: "8 214 551".
  public static func grouped(_ number: some BinaryInteger, by separator: String = " ") -> String {
    var groups: [Substring] = []
    var rest = String(number.magnitude)[...]
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return (number < 0 ? "-" : "") + ([rest] + groups).joined(separator: separator)
  }

  /// A number of things: "1 error", "3 errors".
  public static func counted(_ number: some BinaryInteger, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// With at most one decimal, grouped: "0.5", "1 204 331". Negative numbers become 0.
  public static func tenths(_ number: Double, by separator: String = " ") -> String {
    let tenths = UInt64(min(max(0, number * 10), 1e18).rounded())
    return tenths >= 100 || tenths % 10 == 0
      ? grouped((tenths + 5) / 10, by: separator) : "\(tenths / 10).\(tenths % 10)"
  }

  /// Truncated, not rounded, to thousands, millions or billions with at least two figures: "12 k", "8.2 M", "150 G".
  public static func shortened(_ number: some BinaryInteger, by separator: String = " ") -> String {
    let digits = String(number.magnitude)
    let steps = (digits.count - 1) / 3
    guard (1...3).contains(steps) else { return grouped(number, by: separator) }
    let whole = digits.prefix(digits.count - 3 * steps)
    let decimals = whole.count == 1 ? "." + digits.dropFirst().prefix(1) : ""
    return (number < 0 ? "-" : "") + whole + decimals + separator + ["k", "M", "G"][steps - 1]
  }

  /// In the fewest characters that a large number needs, "1.8e19"; "?" if that would not be shorter.
  public static func scientific(_ number: some BinaryInteger) -> String {
    let digits = String(number.magnitude)
    guard digits.count > 4 else { return "?" }
    return "\(number < 0 ? "-" : "")\(digits.prefix(1)).\(digits.dropFirst().prefix(1))e\(digits.count - 1)"
  }
}
