import Model
import SharedMemory

/// Finds workers that stay asleep although their records say otherwise: another process has written into the records,
/// and waiting for these workers is useless.
struct SleepWatch {
  private var since: [WorkerID: UInt64] = [:]

  /// The time for which a worker's record may differ from its sleep, in nanoseconds: it stores that it sleeps before
  /// it falls asleep, and that it is awake as soon as it wakes up. Neither takes this long.
  private static let proof: UInt64 = 50_000_000

  /// Whether a worker was asleep at each call, for long enough.
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
