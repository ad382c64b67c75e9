/// Bars for the comparison of values.
extension GlyphSet {
  /// A bar in proportion to the largest value; for any value above 0 it is never empty.
  public func bar(_ value: Double, of largest: Double, width: Int) -> String {
    guard largest > 0, value > 0 else { return "" }
    let share = min(1, value / largest)
    // Some fonts also lack the eighths of a block.
    if levels[1] != "▁" { return String(repeating: occupied, count: max(1, Int((share * Double(width)).rounded()))) }
    let eighths = max(1, Int((share * Double(width) * 8).rounded()))
    return String(repeating: occupied, count: eighths / 8) + ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
  }
}
