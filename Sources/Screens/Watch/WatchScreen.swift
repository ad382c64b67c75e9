import Grid
import Model

/// The screen of a watched C program, and the user's choices on it.
public struct WatchScreen: Sendable {
  /// What a key asks for.
  public enum Request: Sendable, Hashable {
    /// One operation of this task.
    case step(String)
    /// On to the task's next source line, or to its next synchronizing call.
    case stepLine(String)
    case stepCall(String)
    case back
    case restart
    case kill(String)
    /// Steps in a random order, until it is asked again.
    case run
    case copySchedule
    /// Compile the source again, and make the same steps.
    case rebuild
    case quit
  }

  public var state: WatchedState
  public var size: Size
  public var isRunning = false
  var glyphs: GlyphSet
  private(set) var selected: String?
  private(set) var message: String?
  private(set) var showsOutput = false
  private(set) var showsHelp = false

  public init(_ state: WatchedState, glyphs: GlyphSet, size: Size) {
    (self.state, self.glyphs, self.size) = (state, glyphs, size)
  }

  /// Shows this in place of the keys, until the next key.
  public mutating func say(_ words: String) { message = words }

  /// The task with this name, as it is now.
  public func selectedTaskView(_ name: String) -> WatchedState.Task? { state.tasks.first { $0.name == name } }

  var selectedTask: WatchedState.Task? {
    state.tasks.first { $0.name == selected && $0.isAlive } ?? state.tasks.first(where: \.isAlive) ?? state.tasks.first
  }

  static let keys: [(key: String, words: String)] = [
    ("s Enter", "step the selected process: one access or call"), ("n", "on to its next source line"),
    ("S", "on to its next synchronizing call"), ("space", "run in a random order, or pause"), ("b", "step back"),
    ("R", "start again"), ("Tab Down", "select the next process"), ("Up", "select the one before"),
    ("e", "copy the schedule"), ("l", "compile again, and make the same steps"), ("K", "kill the selected process"),
    ("o", "what the program printed"),
    ("?", "these keys"), ("Ctrl-L", "redraw the screen"), ("Ctrl-Z", "suspend; fg resumes"), ("q", "quit"),
  ]

  /// What a key asks for; nil if it only changes the screen.
  public mutating func press(_ key: Key) -> Request? {
    message = nil
    switch key {
    case .character("q"), .control("c"), .function(10): return .quit
    case .character("?"), .character("h"), .function(1): showsHelp.toggle()
    case .character("o"): showsOutput.toggle()
    case .escape where showsHelp || showsOutput: (showsHelp, showsOutput) = (false, false)
    case .tab, .down: select(1)
    case .backTab, .up: select(-1)
    case .character(" "): return .run
    case .character("s"), .enter: return movable().map { .step($0) }
    case .character("n"): return movable().map { .stepLine($0) }
    case .character("S"): return movable().map { .stepCall($0) }
    case .character("b"): return .back
    case .character("R"): return .restart
    case .character("e"): return .copySchedule
    case .character("l"): return .rebuild
    case .character("K"): return selectedTask.map { .kill($0.name) }
    default: break
    }
    return nil
  }

  private mutating func select(_ step: Int) {
    let names = state.tasks.filter(\.isAlive).map(\.name)
    guard !names.isEmpty else { return say("every process has ended; R starts again, b steps back") }
    let index = selectedTask.flatMap { names.firstIndex(of: $0.name) } ?? 0
    selected = names[(index + step + names.count) % names.count]
  }

  /// The selected task, if it can move.
  private mutating func movable() -> String? {
    guard let task = selectedTask, task.isAlive else {
      say("every process has ended; R starts again, b steps back")
      return nil
    }
    if task.canMove { return task.name }
    say(
      task.state == "BLOCKED"
        ? "\(task.name) is blocked; Tab selects another process" : "\(task.name) has not reached its next step yet")
    return nil
  }
}
