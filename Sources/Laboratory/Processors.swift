import Glibc
import SharedMemory

/// Pins this process and its workers to one processor, and undoes that.
///
/// Switching between two processes is ten times faster on one processor than across two, so stepping pins every
/// process to one. Races need all processors.
enum Processors {
  /// The processors that this process was allowed to use before it pinned anything; nil if that is unknown, and then
  /// nothing is ever pinned. Taken from the first thread, because an affinity belongs to a thread.
  private static let allowed = System.affinity(of: getpid())
  /// The processor to which everything is pinned.
  private static let pinned = allowed?.lowest.flatMap(ProcessorSet.init(only:))

  /// Pins a process (0: this thread), or lets it use again all processors that this process was allowed. A process
  /// that somebody else has bound to other processors stays there.
  static func pin(_ pid: Int32, _ isPinned: Bool) {
    guard let allowed, let pinned, isPinned || System.affinity(of: pid) == pinned else { return }
    // This fails for a process that has just ended, which is harmless.
    try? System.setAffinity(of: pid, isPinned ? pinned : allowed)
  }

  /// The lowest of the processors that this process was allowed, by number, at most this many; none if they are
  /// unknown.
  static func lowest(_ count: Int) -> [Int] { Array((allowed?.numbers ?? []).prefix(count)) }
}
