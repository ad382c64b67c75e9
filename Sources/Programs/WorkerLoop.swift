import Model
import SharedMemory

extension Worker {
  /// Works until it is told to leave or has done its share.
  mutating func work() {
    while comeToOrder() {
      let code = Catalogue.code(at: Int(control.discipline.load()), for: id.role)
      isWatching = keepsLedger && !code.discipline.isCorrect
      semaphoreSet = control.hasSemaphores.load() == 0 ? -1 : Int32(bitPattern: control.semaphores.load())
      code.run(&self)
      if failure != nil { return }
    }
  }

  /// Between two items: whether to go straight on with the next, which then is begun.
  @inline(__always)
  mutating func mayBegin() -> Bool {
    guard left > 0, mayGoOn else { return false }
    left &-= 1
    // Who only moves data looks at the gate before an item, and not before each of its operations.
    isGated = keepsLedger || control.attention.load() != 0
    return true
  }

  /// Whether nothing else is wanted of it than what it does.
  @inline(__always)
  var mayGoOn: Bool {
    words.order.load() != RegionValue.leave && (control.attention.load() == 0 || nothingElseIsWanted)
  }

  private var nothingElseIsWanted: Bool {
    control.command.load() == RegionValue.run && control.generation.observe() == generation
  }

  /// Rests for as long as that is wanted, and joins the present generation. False when it is time to leave.
  private mutating func comeToOrder() -> Bool {
    while true {
      let bell = words.bell.observe()
      // Whatever it was in the middle of is over.
      words.letGo()
      releaseLocks()
      words.registers.store(0)
      underway = nil
      (isSpinning, looks) = (false, 0)
      if words.order.load() == RegionValue.leave { return false }
      if control.command.observe() != RegionValue.rest {
        generation = control.generation.observe()
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
      words.bell.wait(while: bell)
    }
  }

  /// `item = produce()`
  @inline(__always)
  mutating func beginItem() throws(Interruption) {
    if keepsLedger { try findCell() }
    item = cells.item(sequence: words.sequence.load() &+ 1)
    if isGated {
      words.item.store(item.raw)
      words.registers.store(2)
    }
  }

  @inline(__always)
  func beginTake() {
    if isGated { words.registers.store(0) }
  }
}
