import SharedMemory

/// Which processors this process and its workers may use.
///
/// A hand-off between two processes is ten times cheaper on one processor than across two, so stepping pins everyone to
/// one. Racing wants all of them.
struct Processors {
  /// Nil where it cannot be told: then nothing is ever pinned.
  private let all = System.affinity(of: 0)

  /// Pins a process (0: this one) to the lowest processor of them, or gives it all of them back.
  func pin(_ pid: Int32, _ pinned: Bool) {
    guard let all else { return }
    // A process that has just ended cannot be pinned, and need not be.
    try? System.setAffinity(of: pid, pinned ? all & (~all &+ 1) : all)
  }
}
