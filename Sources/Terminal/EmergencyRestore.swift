internal import Glibc
internal import Synchronization

/// Restores the terminal when the program crashes. It is prepared in advance, so that a signal handler only has to
/// call write(2) and tcsetattr(3).
enum EmergencyRestore {
  private struct Record {
    /// The terminal, opened again so that writing to it never blocks; or the caller's descriptor.
    var output: CInt
    var isOwn: Bool
    var modes: termios
    var sequence: UnsafeMutableBufferPointer<UInt8>
  }

  /// Nil while there is nothing to restore. Only the code that takes the record out may use it.
  nonisolated(unsafe) private static let record = Atomic<UnsafeMutablePointer<Record>?>(nil)

  /// Initializes the static property, which a signal handler must not do.
  static func prepare() { _ = record.load(ordering: .relaxed) }

  /// Records the terminal's present modes, and the bytes that undo the screen's output.
  static func arm(output: CInt, sequence: [UInt8]) {
    disarm()
    var modes = termios()
    // A terminal that does not report its modes is gone, and needs no restoring.
    guard tcgetattr(output, &modes) == 0 else { return }
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: sequence.count)
    _ = bytes.initialize(from: sequence)
    let own = open("/proc/self/fd/\(output)", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    let new = UnsafeMutablePointer<Record>.allocate(capacity: 1)
    new.initialize(to: Record(output: own >= 0 ? own : output, isOwn: own >= 0, modes: modes, sequence: bytes))
    record.store(new, ordering: .releasing)
  }

  static func disarm() {
    guard let old = record.exchange(nil, ordering: .acquiring) else { return }
    if old.pointee.isOwn { close(old.pointee.output) }
    old.pointee.sequence.deallocate()
    old.deallocate()
  }

  /// Async-signal-safe (signal-safety(7)): no allocation, no lock; the record is not even freed.
  static func run() {
    guard let record = record.exchange(nil, ordering: .acquiring) else { return }
    let output = record.pointee.output
    var rest = UnsafeRawBufferPointer(record.pointee.sequence)
    var isStalled = false
    while !rest.isEmpty {
      let written = write(output, rest.baseAddress, rest.count)
      if written > 0 { rest = UnsafeRawBufferPointer(rebasing: rest[written...]) }
      if written > 0 || written < 0 && errno == EINTR { continue }
      // If the terminal is gone, there is nobody to tell.
      guard written < 0, errno == EAGAIN, !isStalled else { break }
      unstall(output)
      isStalled = true
    }
    // In the background the modes belong to the shell. Not TCSADRAIN, which waits for a stalled terminal.
    if isInForeground(output) { tcsetattr(output, TCSANOW, &record.pointee.modes) }
  }

  /// Makes a terminal accept output again that Ctrl-S has stopped, or that nobody reads: its pending output is
  /// discarded (termios(3)). Async-signal-safe.
  static func unstall(_ output: CInt) {
    // TCOON alone does not undo Ctrl-S, only TCOOFF.
    tcflow(output, TCOOFF)
    tcflow(output, TCOON)
    tcflush(output, TCOFLUSH)
  }

  /// Whether this process may change the terminal's modes without being stopped: tcgetpgrp(3). Async-signal-safe.
  static func isInForeground(_ terminal: CInt) -> Bool {
    let group = tcgetpgrp(terminal)
    // A terminal other than the controlling one stops no process.
    return group < 0 || group == getpgrp()
  }
}
