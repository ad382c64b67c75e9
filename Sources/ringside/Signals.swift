import Glibc
import SharedMemory
import Synchronization

/// The signals that this program answers to. A handler only notes the signal and wakes whoever polls; the rest happens
/// in the open, on the main thread.
final class Signals {
  /// Ready for reading when a signal has come: for poll(2).
  let descriptor: Int32

  private static let noted = Atomic<UInt64>(0)
  /// Those of them that were typed at the terminal, and did not come from another process.
  private static let typed = Atomic<UInt64>(0)
  private static let wakeEnd = Atomic<Int32>(-1)

  /// The signals that end the program.
  static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE]

  /// - Parameter answersStops: whether somebody asks for SIGTSTP; else it stops this process, as it does by default.
  init(answersStops: Bool) throws(SystemError) {
    let pipe = try System.pipe()
    descriptor = pipe.readEnd
    Self.wakeEnd.store(pipe.writeEnd, ordering: .releasing)
    for signal in Self.ending + [SIGCHLD] + (answersStops ? [SIGTSTP] : []) { try Self.handle(signal) }
    // Whoever started this program may have blocked some of them.
    var none = sigset_t()
    sigemptyset(&none)
    try call("sigprocmask", "") { sigprocmask(SIG_SETMASK, &none, nil) }
  }

  private static func handle(_ signal: Int32) throws(SystemError) {
    var action = sigaction()
    action.__sigaction_handler.sa_sigaction = { signal, info, _ in
      Signals.note(signal, isTyped: info?.pointee.si_code == fromKernel)
    }
    action.sa_flags = SA_SIGINFO
    try call("sigaction", "\(signal)") { sigaction(signal, &action, nil) }
  }

  /// In a signal handler: atomic operations and write(2), which are allowed there (signal-safety(7)).
  private static func note(_ signal: Int32, isTyped: Bool) {
    let saved = errno
    if isTyped {
      typed.bitwiseOr(1 << UInt64(signal), ordering: .releasing)
    } else {
      noted.bitwiseOr(1 << UInt64(signal), ordering: .releasing)
    }
    var byte: UInt8 = 0
    // A full pipe has woken the reader already.
    write(wakeEnd.load(ordering: .acquiring), &byte, 1)
    errno = saved
  }

  /// The signal that asks this program to end, if one has come.
  var ending: Int32? {
    let all = Self.noted.load(ordering: .acquiring) | Self.typed.load(ordering: .acquiring)
    return Self.ending.first(where: all.has)
  }

  /// The same without Ctrl-C, which on a screen is a key like any other.
  var endingOnScreen: Int32? {
    let typed = Self.typed.load(ordering: .acquiring) & ~(1 << UInt64(SIGINT))
    let all = Self.noted.load(ordering: .acquiring) | typed
    return Self.ending.first(where: all.has)
  }

  /// Whether a signal has come since this was asked last, from wherever.
  func take(_ signal: Int32) -> Bool {
    let isNoted = Self.noted.bitwiseAnd(~(1 << UInt64(signal)), ordering: .acquiringAndReleasing).oldValue.has(signal)
    return takeTyped(signal) || isNoted
  }

  /// Whether a key at the terminal has sent it.
  func takeTyped(_ signal: Int32) -> Bool {
    Self.typed.bitwiseAnd(~(1 << UInt64(signal)), ordering: .acquiringAndReleasing).oldValue.has(signal)
  }

  /// Empties the pipe that wakes poll(2).
  func drain() {
    var bytes = (UInt64(0), UInt64(0))
    while read(descriptor, &bytes, 16) > 0 {}
  }

  /// Ends the program by the signal that asked for it, so that whoever waits for it can tell.
  func endAsAsked() {
    guard let ending else { return }
    signal(ending, SIG_DFL)
    raise(ending)
  }

  /// Stops this process as SIGTSTP does by default, until it is continued. Nothing happens where no shell could ever
  /// continue it.
  func stop() {
    signal(SIGTSTP, SIG_DFL)
    raise(SIGTSTP)
    // The handler was installed before; it can be again.
    try? Self.handle(SIGTSTP)
  }
}

/// The `si_code` of a signal that the kernel sent, as the terminal's keys do: SI_KERNEL, sigaction(2).
private let fromKernel: Int32 = 0x80

extension UInt64 {
  /// Whether the bit of this signal is set.
  fileprivate func has(_ signal: Int32) -> Bool { self & 1 << UInt64(signal) != 0 }
}
