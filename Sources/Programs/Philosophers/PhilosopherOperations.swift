import Model
import SharedMemory

/// The operations of a philosopher.
extension Worker {
  /// Finds the forks at its hands. A philosopher who joins the others brings a fork of its own: from then on it lies at
  /// the right of the one who was the last until now.
  @inline(__always)
  mutating func sitDown() -> Seat {
    let number = UInt64(id.number)
    if region.table.forks.load() < number { bringFork(number) }
    let seat = Seat(index: id.number &- 1, forks: region.table.forkCount)
    region.table.place(seat.index).rightFork.store(UInt64(seat.right &+ 1))
    words.index.store(UInt64(seat.index))
    words.registers.store(RegionValue.showsIndex)
    return seat
  }

  @inline(never)
  private func bringFork(_ number: UInt64) {
    while true {
      let forks = region.table.forks.load()
      if forks >= number || region.table.forks.replace(forks, by: number) { return }
    }
  }

  /// `think()`. Afterwards it is hungry.
  @inline(__always)
  mutating func think(_ seat: Seat, at operation: Int) throws(Interruption) {
    try gate(operation)
    if keepsLedger { region.table.place(seat.index).hungry.store(meals &+ 1) }
  }

  /// `pthread_mutex_lock(&fork[index])`
  @inline(__always)
  mutating func take(_ index: Int, at operation: Int) throws(Interruption) {
    try lock(region.table.fork(index), .fork[index], at: operation)
  }

  /// `pthread_mutex_unlock(&fork[index])`
  @inline(__always)
  mutating func putDown(_ index: Int, at operation: Int) throws(Interruption) {
    try unlock(region.table.fork(index), at: operation)
  }

  /// `pthread_mutex_trylock(&fork[index])`
  @inline(__always)
  mutating func tryToTake(_ index: Int, at operation: Int) throws(Interruption) -> Bool {
    try tryLock(region.table.fork(index), at: operation)
  }

  /// `eating[i] = 1`. Of two neighbours who begin at once, at least one sees the other.
  @inline(__always)
  mutating func beginToEat(_ seat: Seat, at operation: Int) throws(Interruption) {
    try gate(operation)
    region.table.place(seat.index).eating.storeSequentiallyConsistent(1)
    if keepsLedger { enterBeginning(seat) }
  }

  @inline(never)
  private func enterBeginning(_ seat: Seat) {
    fullFence()
    let (table, own) = (region.table, region.table.place(seat.index))
    for index in 0..<table.forkCount where index != seat.index {
      let other = table.place(index)
      guard other.eating.loadAcquire() == 1 else { continue }
      if seat.sharesFork(with: index, Int(clamping: other.rightFork.load()) - 1) { own.overlaps.add() }
    }
    let began = own.hungry.load()
    if began > 0 { own.longestWait.store(max(own.longestWait.load(), meals &- (began &- 1))) }
    own.hungry.store(0)
  }

  /// `eating[i] = 0`
  @inline(__always)
  mutating func stopEating(_ seat: Seat, at operation: Int) throws(Interruption) {
    try gate(operation)
    region.table.place(seat.index).eating.storeRelease(0)
    words.sequence.add()
  }

  /// All that was eaten so far, by everybody.
  private var meals: UInt64 { region.workers.reduce(0) { $0 &+ $1.sequence.load() } }
}
