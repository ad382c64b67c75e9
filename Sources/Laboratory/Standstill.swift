import Model
import Programs
import SharedMemory

/// Tells whether nothing will come of workers by themselves: each sleeps in the kernel for another, or looks again and
/// again in vain.
struct Standstill {
  /// How often each had looked in vain when it was first seen to.
  private var looks: [WorkerID: UInt64] = [:]

  /// Whether one of them stands still because somebody has stopped it. That may be for a moment only.
  private(set) var hasStopped = false

  /// Whether all of these workers stand still. A process that was woken is not asleep any more; one that looks again and
  /// again must have looked twice since the others stood still, so that it has seen all that they had done before.
  mutating func holds(_ experiment: Experiment, _ ids: some Sequence<WorkerID>) -> Bool {
    var isEveryoneSure = true
    hasStopped = false
    var isAnyone = false
    for id in ids {
      isAnyone = true
      let words = experiment.words(of: id)
      switch words.state.loadAcquire() {
      case RegionValue.blocked where experiment.isAsleep(id): break
      case RegionValue.spinning:
        let now = words.looks.load()
        let before = looks[id] ?? now
        looks[id] = before
        if now &- before < 2 { isEveryoneSure = false }
      case _ where experiment.isStopped(id): hasStopped = true
      default:
        looks = [:]
        return false
      }
    }
    return isAnyone && isEveryoneSure
  }
}
