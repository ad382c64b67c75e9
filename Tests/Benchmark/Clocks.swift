import Glibc
import SharedMemory

/// The processor time of this thread in seconds: clock_gettime(2).
func threadSeconds() -> Double { seconds(of: CLOCK_THREAD_CPUTIME_ID) }

/// The processor time of all threads of a process of ours in seconds: clock_getcpuclockid(3).
func processorSeconds(of pid: Int32) throws -> Double {
  var clock: clockid_t = 0
  guard clock_getcpuclockid(pid, &clock) == 0 else { throw Failure("process \(pid) ended while it was measured") }
  return seconds(of: clock)
}

private func seconds(of clock: clockid_t) -> Double {
  var time = timespec()
  // It cannot fail: the clock exists and the address is ours.
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The time since some point in the past, in seconds.
func now() -> Double { Double(monotonicNanoseconds()) / 1e9 }

/// Sleeps until that time.
func sleep(until time: Double) {
  let left = time - now()
  // Interrupted by a signal it is merely early.
  if left > 0 { usleep(UInt32(left * 1e6)) }
}

/// Looks again and again, thousands of times a second, until it finds something.
///
/// It counts looks and not seconds, so that time for which everything was stopped does not count.
@discardableResult
func find<Found>(_ what: String, _ look: () throws -> Found?) throws -> Found {
  for _ in 0..<100_000 {
    if let found = try look() { return found }
    usleep(100)
  }
  throw Failure("looked in vain for \(what)")
}
