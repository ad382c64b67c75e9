import CRegion
import Glibc

/// The processors that this process may use. Two processes that work in turn are measured on one of them: how fast the
/// other one of two wakes up varies far more than what is to be measured. And some things must be right on one, too.
public enum Processors {
  public static let allowed: [Int] = (0..<words.count * 64).filter { words[$0 / 64] & 1 << UInt64($0 % 64) != 0 }

  private static let words: [UInt64] = {
    var words = [UInt64](repeating: 0, count: Int(SYSTEM_PROCESSOR_WORDS))
    // Where it cannot be told, it is as if there were but the first.
    if system_get_affinity(0, &words) != 0 { words[0] = 1 }
    return words
  }()

  /// Runs on the last processor, with all that is started meanwhile: sched_setaffinity(2), which is about the calling
  /// thread.
  public static func onOne<Result>(_ body: (_ processor: Int) throws -> Result) throws -> Result {
    let last = allowed.last ?? 0
    var only = [UInt64](repeating: 0, count: words.count)
    only[last / 64] = 1 << UInt64(last % 64)
    guard system_set_affinity(0, only) == 0 else {
      throw StartFailure(description: "sched_setaffinity: \(String(cString: strerror(errno)))")
    }
    // It was allowed before.
    defer { _ = system_set_affinity(0, words) }
    return try body(last)
  }
}
