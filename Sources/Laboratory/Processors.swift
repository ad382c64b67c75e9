import CRegion
import Glibc

/// Which processors this process and its workers may use.
///
/// A hand-off between two processes is ten times cheaper on one processor than across two, so stepping pins everyone to
/// one. Racing wants all of them.
struct Processors {
  private let all: UInt64

  init() {
    var mask: UInt64 = 0
    // Where it cannot be read, nothing is ever pinned.
    all = system_get_affinity(0, &mask) == 0 ? mask : 0
  }

  /// The lowest one that this process may use.
  private var one: UInt64 { all & (~all &+ 1) }

  /// Pins a process (0: this one) to one processor, or gives it all of them back: sched_setaffinity(2).
  func pin(_ pid: Int32, _ pinned: Bool) {
    guard all != 0 else { return }
    // A process that has just ended cannot be pinned, and need not be.
    _ = system_set_affinity(pid, pinned ? one : all)
  }
}
