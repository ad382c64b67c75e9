extension String {
  /// The text padded at its end to this many cells.
  public func padded(to cells: Int) -> String { self + space(upTo: cells) }

  /// The text padded at its beginning to this many cells.
  public func padded(before cells: Int) -> String { space(upTo: cells) + self }

  private func space(upTo cells: Int) -> String { String(repeating: " ", count: max(0, cells - width(of: self))) }
}
