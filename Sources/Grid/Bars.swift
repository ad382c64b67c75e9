/// Bars, for values that are compared with each other.
extension GlyphSet {
  /// A bar as long as a value is of the largest; for what is more than nothing it is never quite gone.
  public func bar(_ value: Double, of largest: Double, width: Int) -> String {
    guard largest > 0, value > 0 else { return "" }
    let share = min(1, value / largest)
    // Eighths of a block are not in every font either.
    if levels[1] != "▁" { return String(repeating: occupied, count: max(1, Int((share * Double(width)).rounded()))) }
    let eighths = max(1, Int((share * Double(width) * 8).rounded()))
    return String(repeating: occupied, count: eighths / 8) + ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
  }
}
