import Glibc
import SharedMemory

/// Pins this process and its workers to one processor, and undoes that.
///
/// A hand-off between two processes is ten times faster on one processor than across two, so stepping pins every process to
/// one. Races need all of them.
enum Processors {
  /// What this process was allowed when it first asked, before it pinned anything; nil where that cannot be told: then
  /// nothing is ever pinned. Its first thread is asked, since an affinity belongs to a thread.
  private static let allowed = System.affinity(of: getpid())
  /// Where everything is pinned to.
  private static let pinned = allowed?.lowest.flatMap(ProcessorSet.init(only:))

  /// Pins a process (0: this thread), or lets it use all processors again that this process was allowed. A process that
  /// somebody else has bound elsewhere stays there.
  static func pin(_ pid: Int32, _ isPinned: Bool) {
    guard let allowed, let pinned, isPinned || System.affinity(of: pid) == pinned else { return }
    // A process that has just ended cannot be pinned, and need not be.
    try? System.setAffinity(of: pid, isPinned ? pinned : allowed)
  }

  /// The lowest of the processors that this process was allowed, by number, and at most so many; none where that cannot be
  /// told.
  static func lowest(_ count: Int) -> [Int] { Array((allowed?.numbers ?? []).prefix(count)) }
}
