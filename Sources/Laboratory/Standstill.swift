import Model
import Programs
import SharedMemory

/// Tells whether workers will do nothing more on their own: each sleeps in the kernel or spins without success.
struct Standstill {
  /// How often each had spun without success when it was first seen.
  private var looks: [WorkerID: UInt64] = [:]

  /// Whether one of them stands still because somebody has stopped it, perhaps only for a moment.
  private(set) var hasStopped = false

  /// Whether all of these workers stand still. A process that was woken is no longer asleep. A spinning one must have
  /// checked twice since the others stood still, so that it has seen everything that they did before.
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
