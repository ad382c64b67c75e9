import Glibc
import SharedMemory

/// Which processors this process and its workers may use.
///
/// A hand-off between two processes is ten times cheaper on one processor than across two, so stepping pins everyone to
/// one. Racing wants all of them.
public struct Processors {
  /// What this process was allowed when it first asked, before it pinned anything; nil where that cannot be told.
  private static let allowed = System.affinity(of: getpid())
  /// Nil where it cannot be told: then nothing is ever pinned.
  private let all = System.affinity(of: 0)

  /// Pins a process (0: this one) to the lowest processor of them, or gives it all of them back.
  func pin(_ pid: Int32, _ pinned: Bool) {
    guard let all else { return }
    // A process that has just ended cannot be pinned, and need not be.
    try? System.setAffinity(of: pid, pinned ? all & (~all &+ 1) : all)
  }

  /// The lowest of the processors that this process may use, at most so many.
  public static func lowest(_ count: Int) -> [Int] {
    guard let allowed else { return [] }
    return Array((0..<allowed.bitWidth).filter { allowed >> UInt64($0) & 1 == 1 }.prefix(count))
  }
}
