import Grid
import Laboratory
import Lessons
import Model
import Programs
import Reports
import Screens
import SharedMemory
import Terminal

/// The screen session: turns keys into actions and actions into commands, the region into snapshots and snapshots
/// into grids.
final class LiveSession {
  let signals: Signals
  let screen: Screen
  let appearance: LookOptions
  let stage: ScriptRunner
  let keep: (LessonNews) -> String?
  let nextPlayer: () -> Player?
  var state: State
  var nextFrame: UInt64 = 0
  var nextCheck: UInt64 = 0
  var lastLook: UInt64 = 0
  var isOver = false
  var comparison: RunningComparison?
  var exploration: RunningExploration?
  var recorder = RunRecorder()
  /// The move that was asked for since the last look.
  var lastMove: Move?

  /// 30 frames a second, in nanoseconds.
  static let frame: UInt64 = 33_333_333

  init(
    _ setup: Setup, _ memory: MemoryChoice, look: LookOptions, signals: Signals,
    keep: @escaping (LessonNews) -> String?, nextPlayer: @escaping () -> Player?
  ) throws {
    self.signals = signals
    appearance = look
    self.keep = keep
    self.nextPlayer = nextPlayer
    // The terminal first: without it, nothing else is needed.
    signals.waitForForeground()
    // A process that must end does not take over the terminal, which in the background would be the shell's.
    if signals.endingOnScreen != nil { signals.endAsAsked() }
    screen = try look.openScreen()
    stage = try ScriptRunner(
      setup, memory: memory, onSegment: CrashGuard.remember, isCancelled: { signals.ending != nil },
      explorer: { try RunningExploration($0, $1, $2) })
    state = State(
      catalogue: Catalogue.disciplines, transports: Transports.compared, glyphs: look.glyphs, clipboard: .here)
    state.remapping = look.keys
    take(.resized(screen.size))
  }
}
