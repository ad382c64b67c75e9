import Model
import SharedMemory

/// The gate before each operation.
///
/// At full speed it is a store, a load and a branch that is never taken, and for a bare worker it is not there. At tempo
/// it sleeps for a while, in step mode until the laboratory grants a step. The loops know nothing of this.
extension Worker {
  /// Says which operation comes next, and waits until it may be done.
  @inline(__always)
  mutating func gate(_ operation: Int) throws(Interruption) {
    guard isGated else { return }
    words.operation.store(OperationWord(operation).raw)
    if control.attention.load() != 0 { try stopAtGate(operation, 0) }
  }

  /// The same before a further word of a wide item. It says which word only where it stops.
  @inline(__always)
  mutating func gate(_ operation: Int, word: WordOffset) throws(Interruption) {
    if isGated && control.attention.load() != 0 { try stopAtGate(operation, word) }
  }

  @inline(never)
  private mutating func stopAtGate(_ operation: Int, _ word: WordOffset) throws(Interruption) {
    words.operation.store(OperationWord(operation, word: word).raw)
    finishUnderway()
    if words.halts.load() & lastPassed != 0 { returnSteps() }
    var isTurnDrawn = false
    while true {
      // The wakeFutex is read first: whatever is said after this makes the wait below return at once.
      let wakeFutex = words.wakeFutex.loadAcquire()
      if control.generation.loadAcquire() != generation { throw .restart }
      if operation == 0 && word == 0 && words.order.load() == RegionValue.leave { throw .leave }
      // On the way to rest, or out, the item under way is finished without further ado.
      if control.command.load() == RegionValue.rest { return pass(operation) }
      switch control.pace.load() {
      case RegionValue.step:
        let passed = words.passed.load()
        if words.granted.loadAcquire() != passed {
          // Running before used: who waits for this step must not see it used by a worker that still looks parked.
          setState(RegionValue.running)
          words.passed.storeRelease(passed &+ 1)
          return pass(operation)
        }
        if words.state.load() != RegionValue.parked {
          setState(RegionValue.parked)
          report()
        }
        words.wakeFutex.wait(while: wakeFutex)
      case RegionValue.tempo:
        if !isTurnDrawn { turn.begin() }
        isTurnDrawn = true
        guard let rest = turn.remaining(delay: control.delay.load()) else { return pass(operation) }
        setState(isSpinning ? RegionValue.spinning : RegionValue.running)
        words.wakeFutex.wait(while: wakeFutex, nanoseconds: rest)
      default:
        return pass(operation)
      }
    }
  }

  private mutating func pass(_ operation: Int) {
    setState(isSpinning ? RegionValue.spinning : RegionValue.running)
    underway = Underway(operation: operation, epoch: control.epoch.load())
    lastPassed = 1 &<< UInt32(truncatingIfNeeded: operation)
  }

  /// Gives back the steps that it was granted and has not used: it sleeps, or may have woken another process, and the
  /// laboratory decides anew.
  mutating func returnSteps() {
    let (granted, passed) = (words.granted.loadAcquire(), words.passed.load())
    guard granted != passed else { return }
    words.returned.store(words.returned.load() &+ (granted &- passed))
    words.passed.storeRelease(granted)
  }

  /// Enters the operation that was let through last into the history, now that it is done.
  @inline(never)
  mutating func finishUnderway() {
    guard let underway else { return }
    self.underway = nil
    // After a change of pace it is no longer the last one done: operations at full speed leave no trace.
    if underway.epoch == control.epoch.load() { record(underway.operation, blocked: false) }
  }

  /// Enters an operation into the history, in the order of all of them.
  func record(_ operation: Int, blocked: Bool) {
    let ticket = control.ticket.increment()
    let number = words.eventCount.load()
    words.event(number).store(EventWord(ticket: ticket, operation: operation, isBlocked: blocked).raw)
    words.eventCount.storeRelease(number &+ 1)
  }
}

/// When a worker's next operation is due at tempo.
struct Turn {
  private var jitter: Jitter
  private var began: UInt64 = 0
  private var share = 1.0

  init(seed: UInt64) { jitter = Jitter(seed: seed) }

  /// Begins to wait for a turn: the last operation is done, and the pause before the next is drawn anew.
  mutating func begin() {
    share = jitter.next()
    began = monotonicNanoseconds()
  }

  /// How many nanoseconds are left, nil when the turn has come. The delay may change while it waits.
  func remaining(delay: UInt64) -> UInt64? {
    let due = began &+ UInt64(Double(min(delay, 60_000_000_000)) * share)
    let now = monotonicNanoseconds()
    return due > now ? due - now : nil
  }
}
