import Grid
import Model

/// The meaning of a click on a part of the screen of a watched program. A hint means its `Key`.
enum WatchTarget: Sendable, Hashable {
  /// Select this task.
  case task(String)
  /// Remove the message in the foot.
  case message
}

extension WatchScreen {
  /// The request of the mouse; nil if it only changes the screen.
  public mutating func use(_ event: MouseEvent) -> Request? { use(event, on: grid) }

  /// - Parameter picture: the present one.
  mutating func use(_ event: MouseEvent, on picture: Grid) -> Request? {
    switch event.action {
    case .press: return click(picture.target(column: event.column, row: event.row))
    case .wheelUp: turnWheel(.up)
    case .wheelDown: turnWheel(.down)
    }
    return nil
  }

  private mutating func click(_ target: (any Sendable)?) -> Request? {
    if let key = target as? Key { return press(key) }
    guard let target = target as? WatchTarget else { return nil }
    message = nil
    if case .task(let name) = target {
      if selectedTaskView(name)?.isAlive == true { selected = name } else { say("\(name) has ended") }
    }
    return nil
  }

  /// Scrolls the pane that covers the others.
  private mutating func turnWheel(_ key: Key) {
    for _ in 0..<MouseEvent.notch {
      switch cover {
      case .bytes: _ = moveInBytes(key)
      case .help, .verdict, .output: _ = scroll(key)
      case nil: break
      }
    }
  }
}
