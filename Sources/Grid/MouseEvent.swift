/// One action of the mouse on a cell of the screen.
public struct MouseEvent: Sendable, Hashable {
  public enum Action: Sendable, Hashable {
    /// The left button went down.
    case press
    case wheelUp, wheelDown
  }

  public var action: Action
  /// The cell, from 0 at the top left. It may be outside the screen.
  public var column: Int
  public var row: Int

  public init(_ action: Action, column: Int, row: Int) {
    (self.action, self.column, self.row) = (action, column, row)
  }
}
