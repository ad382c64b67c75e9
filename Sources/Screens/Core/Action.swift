import Grid
import Lessons
import Model

/// What can happen to a screen.
public enum Action: Sendable, Hashable {
  case key(Key)
  /// Text was pasted, as it came: anything may be in it.
  case paste(String)
  /// The memory was looked at.
  case snapshot(Snapshot)
  /// Time went on, to so many nanoseconds of the clock that snapshots are stamped with, and nothing else happened.
  case time(UInt64)
  /// Something is to be said in one sentence: an error, or what was found at the start.
  case message(String)
  /// A lesson has begun to measure with messages of these sizes.
  case comparing([Int])
  /// A row of the open comparison was measured.
  case comparison(ComparisonRow)
  /// The comparison is over: all is measured, or why not.
  case comparisonEnded(String?)
  /// All that was to be performed has happened, and this is what is found.
  case performed(Observation)
  /// It could not be performed, or not to its end, for this reason.
  case notPerformed(String)
  /// Another experiment has taken the place of the one before.
  case begun
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
  /// Do the first deeds as fast as it goes, and then the others so that the eye can follow.
  case perform([ScriptStep], watched: [ScriptStep])
  /// Do what is being performed as fast as it goes.
  case hurry
  /// Show what is followed with the eyes so many times as fast as usual.
  case showSpeed(Double)
  /// Keep this of the lesson beyond this run.
  case keep(LessonNews)
  /// Play the lesson that comes after this one.
  case nextLesson
  /// Put a text onto the clipboard of whoever sits at the terminal.
  case copy(String)
  case quit
  /// Give the terminal back and stop, as Ctrl-Z does anywhere.
  case suspend
  /// Paint every cell anew, whatever the terminal is believed to show.
  case redraw
}
