import Grid
import Model

/// What can happen to a screen.
public enum Action: Sendable, Hashable {
  case key(Key)
  /// The memory was looked at.
  case snapshot(Snapshot)
  /// Time went on, to so many nanoseconds of the clock that snapshots are stamped with, and nothing else happened.
  case time(UInt64)
  /// Something is to be said in one sentence: an error, or what was found at the start.
  case message(String)
  /// A row of the open comparison was measured.
  case comparison(ComparisonRow)
  /// The comparison is over: all is measured, or why not.
  case comparisonEnded(String?)
  /// The terminal has this size now.
  case resized(Size)
}

/// What an action asks of whoever owns the experiment and the terminal.
public enum Effect: Sendable, Hashable {
  case command(Command)
  /// Measure all transports with messages of these sizes, in this order, instead of whatever is being measured.
  case compare([Int])
  /// Measure no more.
  case endComparison
  /// Put a text onto the clipboard of whoever sits at the terminal.
  case copy(String)
  case quit
  /// Give the terminal back and stop, as Ctrl-Z does anywhere.
  case suspend
  /// Paint every cell anew, whatever the terminal is believed to show.
  case redraw
}
