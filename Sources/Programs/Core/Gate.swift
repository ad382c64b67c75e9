import Model
import SharedMemory

/// The gate before each operation.
///
/// At full speed it is a store, a load and a branch that is never taken; an unpaced worker has no gate. At a tempo
/// the worker sleeps there for a while; while stepping, until the laboratory grants a step. The loops do not depend
/// on any of this.
extension Worker {
  /// Stores which operation comes next, and waits until the worker may do it.
  @inline(__always)
  mutating func gate(_ operation: Int) throws(Interruption) {
    guard isGated else { return }
    words.operation.store(OperationWord(operation).raw)
    if control.attention.load() != 0 { try stopAtGate(operation, 0) }
  }

  /// The same before a further word of a wide item. It stores the word only if it stops.
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
      // Loaded first: any later order changes it, so that the wait below returns at once.
      let wakeFutex = words.wakeFutex.loadAcquire()
      if control.generation.loadAcquire() != generation { throw .restart }
      if operation == 0 && word == 0 && words.order.load() == RegionValue.leave { throw .leave }
      // A worker that is to rest or leave finishes its present item without stopping.
      if control.command.load() == RegionValue.rest { return pass(operation) }
      switch control.pace.load() {
      case RegionValue.step:
        let passed = words.passed.load()
        if words.granted.loadAcquire() != passed {
          // The state first: a process that waits for this step must not see it used while the worker still looks
          // parked.
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

  /// Returns the granted steps that are not used: this worker sleeps, or may have woken another process, and the
  /// laboratory must decide again.
  mutating func returnSteps() {
    let (granted, passed) = (words.granted.loadAcquire(), words.passed.load())
    guard granted != passed else { return }
    words.returned.store(words.returned.load() &+ (granted &- passed))
    words.passed.storeRelease(granted)
  }

  /// Records the last operation that passed the gate, now that it is done.
  @inline(never)
  mutating func finishUnderway() {
    guard let underway else { return }
    self.underway = nil
    // After a change of pace it is no longer the last one done: operations at full speed leave no record.
    if underway.epoch == control.epoch.load() { record(underway.operation, blocked: false) }
  }

  /// Records an operation, with its place in the order of all operations.
  func record(_ operation: Int, blocked: Bool) {
    let ticket = control.ticket.increment()
    let number = words.eventCount.load()
    words.event(number).store(EventWord(ticket: ticket, operation: operation, isBlocked: blocked).raw)
    words.eventCount.storeRelease(number &+ 1)
  }
}

/// The time at which a worker's next operation is due at a tempo.
struct Turn {
  private var jitter: Jitter
  private var began: UInt64 = 0
  private var share = 1.0

  init(seed: UInt64) { jitter = Jitter(seed: seed) }

  /// Starts the pause after the last operation, with a new random length.
  mutating func begin() {
    share = jitter.next()
    began = monotonicNanoseconds()
  }

  /// How many nanoseconds are left, or nil when the operation is due. The delay may change during the pause.
  func remaining(delay: UInt64) -> UInt64? {
    let due = began &+ UInt64(Double(min(delay, 60_000_000_000)) * share)
    let now = monotonicNanoseconds()
    return due > now ? due - now : nil
  }
}
