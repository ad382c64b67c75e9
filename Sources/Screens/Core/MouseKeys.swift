import Grid

/// The keys for which the mouse stands on a screen that only scrolls: the wheel for Up and Down, and a click on a hint
/// for its key.
/// - Parameter grid: the picture on the screen.
public func keys(for event: MouseEvent, on grid: Grid) -> [Key] {
  switch event.action {
  case .press: (grid.target(column: event.column, row: event.row) as? Key).map { [$0] } ?? []
  case .wheelUp: Array(repeating: .up, count: MouseEvent.notch)
  case .wheelDown: Array(repeating: .down, count: MouseEvent.notch)
  }
}

extension MouseEvent {
  /// Rows for each notch of the wheel, as in most terminals.
  static let notch = 3
}
