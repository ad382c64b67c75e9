import CRegion
import Glibc

/// futex(2) on a word that processes share.
extension Word32 {
  /// Sleeps while the word is `expected`, until it is woken, interrupted by a signal, or out of time. It may also
  /// return without a reason: check the word again.
  /// - Parameter nanoseconds: the timeout; nil for ever.
  public func wait(while expected: UInt32, nanoseconds: UInt64? = nil) {
    // Its failures (EAGAIN, EINTR, ETIMEDOUT) all mean that the caller must check the word again, which it does.
    if let nanoseconds {
      var timeout = timespec(
        tv_sec: Int(clamping: nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
      _ = system_futex_wait(address, expected, &timeout)
    } else {
      _ = system_futex_wait(address, expected, nil)
    }
  }

  /// Wakes every process that sleeps on the word.
  public func wakeAll() {
    // It fails only for an address that is not mapped, and this one is.
    _ = system_futex_wake(address, .max)
  }

  /// Adds one and wakes every process that sleeps on the word. A process that checks the word cannot miss it.
  public func ring() {
    increment()
    wakeAll()
  }
}

/// The time of CLOCK_MONOTONIC in nanoseconds: clock_gettime(2).
public func monotonicNanoseconds() -> UInt64 {
  var time = timespec()
  // It cannot fail: the clock exists and the address is ours.
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}
