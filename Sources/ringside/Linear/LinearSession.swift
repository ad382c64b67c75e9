import Glibc
import Laboratory
import Lessons
import Model
import Programs
import Screens
import SharedMemory

/// A session in lines of text: it prints, asks, and reads a line. It uses the same state and the same effects as the
/// screen.
final class LinearSession: EffectHost {
  let signals: Signals
  let stage: ScriptRunner
  let keep: (LessonNews) -> String?
  let nextPlayer: () -> Player?
  let output = LineOutput()
  /// The pace of `run`.
  let pace: Pace
  var state: State
  var isOver = false
  var reader = LineReader()
  var nextCheck: UInt64 = 0
  /// Ends of workers that nobody has been told of yet.
  var notices: [String] = []
  /// Whether pages must say what the experiment looks like: something happened that nobody described.
  var isUntold = true

  init(
    _ setup: Setup, _ memory: MemoryChoice, pace: Pace = .full, signals: Signals,
    keep: @escaping (LessonNews) -> String? = { _ in nil }, nextPlayer: @escaping () -> Player? = { nil }
  ) throws {
    self.signals = signals
    self.pace = pace
    self.keep = keep
    self.nextPlayer = nextPlayer
    stage = try ScriptRunner(
      setup, memory: memory, onSegment: CrashGuard.remember, isCancelled: { signals.ending != nil },
      explorer: { try RunningExploration($0, $1, $2) })
    state = State(catalogue: Catalogue.disciplines, transports: Transports.compared, glyphs: .spoken)
    // Somebody who listens on a terminal needs the pauses between moves. A pipe does not.
    if isatty(STDIN_FILENO) != 1 || isatty(STDOUT_FILENO) != 1 { stage.speed = 1e9 }
  }

  var isEnding: Bool { signals.ending != nil }

  func look() { take(.snapshot(experiment.snapshot())) }

  func noticeEndings() {
    experiment.reap()
    let new = experiment.takeNotices()
    if !stage.isPreparing { notices += new }
  }

  /// Stops this process and the workers until the shell continues it. The terminal needs nothing: its modes are as
  /// they were.
  func suspend() {
    experiment.suspend(true)
    signals.stop()
    experiment.suspend(false)
  }

  // Without a screen there is nothing that these could act on, and no command asks for them.
  func compare(_ sizes: [Int]) {}
  func endComparison() {}
  func explore(_ items: Int) {}
  func endExploration() {}
  func copy(_ text: String) {}
  func redraw() {}
  /// No command asks for it: there is no screen to keep.
  func writeRun() {}

  func answerSignals() {
    signals.drain()
    if signals.take(SIGCHLD) { noticeEndings() }
    if signals.take(SIGTSTP) { suspend() }
  }

  /// Sleeps until there is input, a signal, or this time of CLOCK_MONOTONIC. Returns whether there is input.
  func wait(until time: UInt64, forInput: Bool) -> Bool {
    let now = monotonicNanoseconds()
    let milliseconds = time > now ? (time - now + 999_999) / 1_000_000 : 0
    var sources = [
      pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
      // poll(2) ignores a negative descriptor.
      pollfd(fd: forInput ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
    ]
    // Interrupted by a signal or out of time: either way the caller looks what happened.
    let count = poll(&sources, nfds_t(sources.count), Int32(clamping: milliseconds))
    answerSignals()
    return count > 0 && sources[1].revents != 0
  }
}
