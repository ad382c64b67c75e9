internal import Glibc
internal import Synchronization

/// What gives the terminal back when the program crashes: prepared while all is well, so that a signal handler has
/// only to write(2) and to tcsetattr(3).
enum EmergencyRestore {
  private struct Record {
    var output: CInt
    var modes: termios
    var sequence: UnsafeMutableBufferPointer<UInt8>
  }

  /// Nil while there is nothing to restore. Whoever takes the record out is the only one to use it.
  nonisolated(unsafe) private static let record = Atomic<UnsafeMutablePointer<Record>?>(nil)

  /// Remembers the terminal's modes as they are now, and the bytes that undo what ncurses writes.
  static func arm(output: CInt, sequence: [UInt8]) {
    disarm()
    var modes = termios()
    // A terminal that does not tell its modes is gone, and needs no restoring.
    guard tcgetattr(output, &modes) == 0 else { return }
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: sequence.count)
    _ = bytes.initialize(from: sequence)
    let new = UnsafeMutablePointer<Record>.allocate(capacity: 1)
    new.initialize(to: Record(output: output, modes: modes, sequence: bytes))
    record.store(new, ordering: .releasing)
  }

  static func disarm() {
    guard let old = record.exchange(nil, ordering: .acquiring) else { return }
    old.pointee.sequence.deallocate()
    old.deallocate()
  }

  /// Async-signal-safe (signal-safety(7)): no allocation, no lock; the record is not even freed.
  static func run() {
    guard let record = record.exchange(nil, ordering: .acquiring) else { return }
    let output = record.pointee.output
    var rest = UnsafeRawBufferPointer(record.pointee.sequence)
    while !rest.isEmpty {
      let written = write(output, rest.baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      // Whoever crashes has nobody to tell that the terminal is gone.
      guard written > 0 else { break }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    // Not TCSADRAIN: output that Ctrl-S stopped would hold up the crash.
    tcsetattr(output, TCSANOW, &record.pointee.modes)
  }
}
