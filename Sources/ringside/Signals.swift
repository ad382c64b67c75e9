import CSignals
import Glibc
import SharedMemory

/// The signals that this program answers to. A handler only notes a signal and wakes poll(2); the main thread does the
/// rest.
final class Signals {
  /// Ready for reading when a signal has come: for poll(2).
  let descriptor: Int32

  /// How long the main thread has to obey a signal that ends the program, in milliseconds. After that the program ends
  /// without it.
  private static let limit: Int32 = 350

  /// - Parameter answersStops: Whether somebody asks for SIGTSTP; else it stops this process, as it does by default.
  init(answersStops: Bool) throws(SystemError) {
    let pipe = try System.pipe()
    descriptor = pipe.readEnd
    try call("timer_create", "") { signals_limit(Self.limit) { CrashGuard.end(by: $0) } }
    try call("sigaction", "") { signals_note(pipe.writeEnd, answersStops) }
  }

  /// The signal that asks this program to end, if one has come.
  var ending: Int32? { signals_ending() == 0 ? nil : signals_ending() }

  /// The same without Ctrl-C, which on a screen is a key like any other.
  var endingOnScreen: Int32? { signals_ending_but_typed() == 0 ? nil : signals_ending_but_typed() }

  /// Whether a signal that does not end the program has come since this was asked last.
  func take(_ signal: Int32) -> Bool { signals_take(signal) }

  /// Whether Ctrl-C was typed at the terminal since this was asked last.
  func takeInterrupt() -> Bool { signals_take_interrupt() }

  /// Empties the pipe that wakes poll(2).
  func drain() {
    var bytes = (UInt64(0), UInt64(0))
    while read(descriptor, &bytes, 16) > 0 {}
  }

  /// Ends the program by the signal that asked for it, so that its parent sees which one.
  func endAsAsked() {
    if let ending { signals_end_by(ending) }
  }

  /// Stops this process as SIGTSTP does by default, until it is continued.
  func stop() { signals_stop() }

  /// Waits until this process may change the terminal's modes: a shell stops one that does so in the background. Returns
  /// at once when a signal asks for the end.
  func waitForForeground() {
    // Where no shell could continue it, it is not stopped either, and need not try for ever.
    for _ in 0..<100 where endingOnScreen == nil {
      let group = tcgetpgrp(STDOUT_FILENO)
      if group < 0 || group == getpgrp() { return }
      signals_stop_in_background()
    }
  }
}
