import CSignals
import Glibc
import SharedMemory

/// The signals that this program handles. A handler only records a signal and wakes poll(2); the main thread does the
/// rest.
final class Signals {
  /// Readable when a signal has arrived: for poll(2).
  let descriptor: Int32

  /// How long the main thread may take to obey a signal that ends the program, in milliseconds. After that the
  /// handler ends the program.
  private static let limit: Int32 = 350

  /// - Parameter answersStops: whether the caller handles SIGTSTP; otherwise it stops this process, as by default.
  init(answersStops: Bool) throws(SystemError) {
    let pipe = try System.pipe()
    descriptor = pipe.readEnd
    try call("timer_create", "") { signals_limit(Self.limit) { CrashGuard.end(by: $0) } }
    try call("sigaction", "") { signals_note(pipe.writeEnd, answersStops) }
  }

  /// The signal that asks this program to end, if one has arrived.
  var ending: Int32? { signals_ending() == 0 ? nil : signals_ending() }

  /// The same without Ctrl-C, which is an ordinary key on a screen.
  var endingOnScreen: Int32? { signals_ending_but_typed() == 0 ? nil : signals_ending_but_typed() }

  /// Whether a signal that does not end the program has arrived since the last call.
  func take(_ signal: Int32) -> Bool { signals_take(signal) }

  /// Whether Ctrl-C was typed at the terminal since the last call.
  func takeInterrupt() -> Bool { signals_take_interrupt() }

  /// Empties the pipe that wakes poll(2).
  func drain() {
    var bytes = (UInt64(0), UInt64(0))
    while read(descriptor, &bytes, 16) > 0 {}
  }

  /// Ends the program by the signal that asked for it, so that its parent sees which one it was.
  func endAsAsked() {
    if let ending { signals_end_by(ending) }
  }

  /// Stops this process as SIGTSTP does by default, until it is continued.
  func stop() { signals_stop() }

  /// Waits until this process may change the terminal's modes: the kernel stops one that does so in the background.
  /// Returns at once when a signal asks for the end.
  func waitForForeground() {
    // If no shell could continue this process, it is not stopped either, and must not try for ever.
    for _ in 0..<100 where endingOnScreen == nil {
      let group = tcgetpgrp(STDOUT_FILENO)
      if group < 0 || group == getpgrp() { return }
      signals_stop_in_background()
    }
  }
}
