extension Sequence where Element: CustomStringConvertible {
  /// The elements as a list in a sentence: `P1`, `P1 and C1`, `P1, P2 and C1`; empty for no elements.
  ///
  /// - Parameters:
  ///   - conjunction: the word before the last one.
  ///   - most: how many are named; the rest are only counted: `P1, P2, P3 and 4 more`.
  public func listed(_ conjunction: String = "and", most: Int = .max) -> String {
    let all = map(\.description)
    let names = all.count > most ? all.prefix(most) + ["\(all.count - most) more"] : all
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }
}
