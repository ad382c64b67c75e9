import Model
import SharedMemory

/// Tells which workers sleep on and on although their records say that they do something: somebody has written into them,
/// and nothing will ever come of waiting.
struct SleepWatch {
  private var since: [WorkerID: UInt64] = [:]

  /// A worker says that it sleeps before it falls asleep, and that it is awake as soon as it is: so long, in nanoseconds,
  /// neither takes.
  private static let proof: UInt64 = 50_000_000

  /// Whether a worker has been asleep each time this was asked, for long enough.
  mutating func isDormant(_ id: WorkerID, _ isAsleep: Bool) -> Bool {
    guard isAsleep else {
      since[id] = nil
      return false
    }
    let now = monotonicNanoseconds()
    let first = since[id] ?? now
    since[id] = first
    return now &- first >= Self.proof
  }
}
