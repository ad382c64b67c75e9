import Model
import SharedMemory

extension Worker<Instrumented> {
  /// Works until it is told to leave or has done its quota.
  mutating func work() {
    while waitForRun() {
      let code = Catalogue.code(at: Int(control.discipline.load()), for: id.role)
      isWatching = keepsLedger && !code.discipline.isCorrect
      beProvoked(every: Int(control.provoke.load()))
      semaphoreSet = control.hasSemaphores.load() == 0 ? -1 : Int32(bitPattern: control.semaphores.load())
      if keepsLedger || control.attention.load() != 0 { code.run(&self) } else { runBare(code) }
      if failure != nil { return }
    }
  }

  /// 0 for never.
  private mutating func beProvoked(every interval: Int) {
    let interval = interval > 0 ? interval : .max
    guard interval != provokedEvery else { return }
    (provokedEvery, untilProvoked) = (interval, interval)
  }

  /// Runs the same code with nothing in it but the work. Between two items the region holds everything that matters
  /// of a worker, so that another one can continue its work.
  private mutating func runBare(_ code: any Code.Type) {
    var bare = Worker<Unpaced>(id, record: record, in: region, seenThrough: view)
    (bare.generation, bare.left, bare.semaphoreSet) = (generation, left, semaphoreSet)
    (bare.provokedEvery, bare.untilProvoked) = (provokedEvery, untilProvoked)
    code.run(&bare)
    (failure, untilProvoked, yields) = (bare.failure, bare.untilProvoked, yields &+ bare.yields)
  }

  /// Waits until running is requested, then joins the current generation. Returns false when the worker must leave.
  private mutating func waitForRun() -> Bool {
    while true {
      let wakeFutex = words.wakeFutex.loadAcquire()
      // Its unfinished item, if any, is abandoned.
      words.clearHoldings()
      releaseLocks()
      words.registers.store(0)
      words.copied.store(0)
      underway = nil
      (isSpinning, looks, lastPassed) = (false, 0, 0)
      if words.order.load() == RegionValue.leave { return false }
      if control.command.loadAcquire() != RegionValue.rest {
        generation = control.generation.loadAcquire()
        let (done, quota) = (done, words.quota.load())
        if done >= quota { return false }
        left = quota - done
        setState(RegionValue.running)
        return true
      }
      if words.state.load() != RegionValue.resting {
        setState(RegionValue.resting)
        report()
      }
      words.wakeFutex.wait(while: wakeFutex)
    }
  }
}

extension Worker {
  /// Between two items: returns whether to continue with the next one, and counts it as begun.
  @inline(__always)
  mutating func mayBegin() -> Bool {
    guard left > 0, mayGoOn else { return false }
    left &-= 1
    return true
  }

  /// Whether it may continue in the same mode, without other orders.
  @inline(__always)
  var mayGoOn: Bool {
    if words.order.load() == RegionValue.leave { return false }
    if control.attention.load() == 0 { return !isGated || keepsLedger }
    return isGated && nothingElseIsWanted
  }

  private var nothingElseIsWanted: Bool {
    control.command.load() == RegionValue.run && control.generation.loadAcquire() == generation
  }
}
