import Laboratory
import Lessons
import Model
import Screens

/// A session that carries out the requests of a state, whatever shows the state: the screen, or lines of text.
protocol EffectHost: AnyObject {
  var stage: ScriptRunner { get }
  var state: State { get set }
  /// Whether the user wants to leave.
  var isOver: Bool { get set }
  /// Keeps news of a lesson for later runs. Returns a remark on that, if there is one.
  var keep: (LessonNews) -> String? { get }
  /// Returns the next lesson, if there is one.
  var nextPlayer: () -> Player? { get }

  /// Takes a snapshot.
  func look()
  /// Reports the ends of workers that nobody requested.
  func noticeEndings()
  /// Applies a command to the experiment.
  func carryOut(_ command: Command)
  func compare(_ sizes: [Int])
  func endComparison()
  func explore(_ items: Int)
  func endExploration()
  /// Copies a text to the clipboard of the terminal's user.
  func copy(_ text: String)
  /// Writes the run so far, or the screen, to a file.
  func writeRun()
  /// Stops this process and its workers until it is continued.
  func suspend()
  func redraw()
}

extension EffectHost {
  var experiment: Experiment { stage.experiment }
}
