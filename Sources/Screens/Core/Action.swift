import Grid
import Lessons
import Model

/// An event for a screen.
public enum Action: Sendable, Hashable {
  case key(Key)
  /// Text was pasted, unfiltered: it may contain anything.
  case paste(String)
  /// The mouse was used.
  case mouse(MouseEvent)
  /// A new snapshot was taken.
  case snapshot(Snapshot)
  /// It is now this time, in nanoseconds of the clock of the snapshots, and nothing else happened.
  case time(UInt64)
  /// A sentence to show: an error, or something that was found at the start.
  case message(String)
  /// A lesson has begun a comparison with messages of these sizes.
  case comparing([Int])
  /// A row of the open comparison was measured.
  case comparison(ComparisonRow)
  /// The comparison has ended: complete, or with the reason for its failure.
  case comparisonEnded(String?)
  /// A lesson has begun a search.
  case exploring
  /// There is news of the search that the explorer shows.
  case exploration(ExplorationNews)
  /// All requested script steps were performed, and this is the result.
  case performed(Observation)
  /// The script steps failed, at the start or later, for this reason.
  case notPerformed(String)
  /// A new experiment has replaced the one before.
  case begun
  /// The terminal has this size now.
  case resized(Size)
}

/// A request of an action to the owner of the experiment and the terminal.
public enum Effect: Sendable, Hashable {
  case command(Command)
  /// Measure all transports with messages of these sizes, in this order, instead of the present measurement.
  case compare([Int])
  /// Stop measuring.
  case endComparison
  /// Search for a schedule of so many items that breaks the present setup, instead of the present search.
  case explore(items: Int)
  /// Stop searching.
  case endExploration
  /// Do the first script steps as fast as possible, and then the others slowly enough to watch.
  case perform([ScriptStep], watched: [ScriptStep])
  /// Do the present script steps as fast as possible.
  case hurry
  /// Change the speed of watched steps to this factor of the usual one.
  case showSpeed(Double)
  /// Keep this news of the lesson for later runs.
  case keep(LessonNews)
  /// Play the lesson after this one.
  case nextLesson
  /// Send a text to the clipboard of the terminal's user, who may have forbidden that.
  case copy(String)
  /// Write the run, or the screen if nothing was stepped, to a new file.
  case write
  case quit
  /// Release the terminal and stop, as Ctrl-Z does in other programs.
  case suspend
  /// Paint every cell again, whatever the terminal is assumed to show.
  case redraw
}
