import Model
import SharedMemory

/// The operations on mutexes, conditions and spinlocks.
extension Worker {
  /// `pthread_mutex_lock(&mutex)`. Returns whether its last holder died inside, which only a robust mutex reports.
  @inline(__always) @discardableResult
  mutating func lock(at operation: Int) throws(Interruption) -> Bool {
    try lock(region.pthreadMutex, .mutex, at: operation)
  }

  /// The same with any mutex: the one that is this variable.
  @inline(__always) @discardableResult
  mutating func lock(
    _ mutex: SharedMutex, _ variable: @autoclosure () -> SharedVariable, at operation: Int
  ) throws(Interruption) -> Bool {
    try gate(operation)
    let answer = mutex.tryLock()
    if answer == .acquired { return false }
    if answer == .ownerDied { return true }
    return try sleep(on: mutex, variable(), operation, answer)
  }

  /// `pthread_mutex_trylock(&mutex)`: whether it has it now.
  @inline(__always)
  mutating func tryLock(_ mutex: SharedMutex, at operation: Int) throws(Interruption) -> Bool {
    try gate(operation)
    switch mutex.tryLock() {
    case .acquired, .ownerDied: return true
    case .busy, .left: return false
    case .unusable: throw giveUp(.unusableMutex)
    }
  }

  /// Below full speed a signal ends this sleep when the worker must return to its start.
  @inline(never)
  private mutating func sleep(
    on mutex: SharedMutex, _ variable: SharedVariable, _ operation: Int, _ answer: SharedMutex.Answer
  ) throws(Interruption) -> Bool {
    if answer == .unusable { throw giveUp(.unusableMutex) }
    sayBlocked(on: variable, operation)
    return try acquired(
      control.attention.load() == 0 ? mutex.lock() : mutex.lock(while: control.generation, is: generation))
  }

  /// The result of a sleep after which the process should hold the mutex: whether its last holder died inside.
  mutating func acquired(_ answer: SharedMutex.Answer) throws(Interruption) -> Bool {
    if control.generation.loadAcquire() != generation { throw .restart }
    switch answer {
    case .acquired, .ownerDied: break
    case .busy, .unusable, .left: throw giveUp(.unusableMutex)
    }
    setState(RegionValue.running)
    return answer == .ownerDied
  }

  /// Ends the worker with this reason.
  @inline(never)
  mutating func giveUp(_ reason: WorkerProcess.ExitCode) -> Interruption {
    failure = reason
    return .failed
  }

  /// `pthread_mutex_unlock(&mutex)`
  @inline(__always)
  mutating func unlock(at operation: Int) throws(Interruption) {
    try unlock(region.pthreadMutex, at: operation)
  }

  /// The same with any mutex.
  @inline(__always)
  mutating func unlock(_ mutex: SharedMutex, at operation: Int) throws(Interruption) {
    try gateBeforeWaking(operation)
    if !mutex.unlock() { throw giveUp(.unusableMutex) }
  }

  /// `pthread_cond_wait(&condition, &mutex)`: releases the mutex, sleeps, and acquires it again. Returns whether its
  /// last holder died inside.
  @inline(never) @discardableResult
  mutating func sleep(
    on condition: SharedCondition, _ variable: SharedVariable, at operation: Int
  ) throws(Interruption) -> Bool {
    try gateBeforeWaking(operation)
    sayBlocked(on: variable, operation)
    let mutex = region.pthreadMutex
    return try acquired(
      control.attention.load() == 0
        ? condition.wait(mutex) : condition.wait(mutex, while: control.generation, is: generation))
  }

  /// `pthread_cond_signal(&condition)`
  @inline(__always)
  mutating func signal(_ condition: SharedCondition, at operation: Int) throws(Interruption) {
    try gateBeforeWaking(operation)
    condition.signal()
  }

  /// `pthread_mutex_consistent(&mutex)`, for a mutex that guards a single word, which is whole even if its holder
  /// died.
  mutating func makeConsistent(at operation: Int) throws(Interruption) {
    try gate(operation)
    region.pthreadMutex.makeConsistent()
  }

  /// Releases everything that the worker holds, before it returns to its start.
  func releaseLocks() {
    // The owner may be any number, after another process has written into the region.
    if region.pthreadMutex.owner == Int32(truncatingIfNeeded: pid) { region.pthreadMutex.unlock() }
    if region.lock.load() == pid { region.lock.storeRelease(0) }
    region.discipline.program.code.releaseLocks(of: id, pid: Int32(truncatingIfNeeded: pid), in: region)
  }
}

// MARK: Spinning

extension Worker {
  /// `while (lock is taken) ;` and then acquires it, atomically.
  @inline(__always)
  mutating func acquire(at operation: Int) throws(Interruption) {
    while true {
      try gate(operation)
      if region.lock.load() == 0 && region.lock.replace(0, by: pid) { return }
      try lookAgain(for: .lock, mayLeave: operation == 0)
    }
  }

  /// `lock = 0`
  @inline(__always)
  mutating func release(at operation: Int) throws(Interruption) {
    try gate(operation)
    region.lock.storeRelease(0)
  }

  /// Spins once more without success. The first few rounds are not reported.
  @inline(__always)
  mutating func lookAgain(for variable: @autoclosure () -> SharedVariable, mayLeave: Bool) throws(Interruption) {
    looks &+= 1
    if looks <= 16 && (!isGated || control.attention.load() == 0) { return pauseProcessor() }
    try keepLooking(for: variable(), mayLeave)
  }

  /// Reports that it waits, and after a while yields the processor between two rounds.
  @inline(never)
  private mutating func keepLooking(for variable: SharedVariable, _ mayLeave: Bool) throws(Interruption) {
    if !isSpinning {
      isSpinning = true
      words.waitsFor.store(VariableWord(variable).raw)
      setState(RegionValue.spinning)
    }
    words.looks.add()
    if mayLeave && words.order.load() == RegionValue.leave { throw .leave }
    guard looks > Worker.patience else { return pauseProcessor() }
    // It may have other orders by now. A worker without a gate restarts its item.
    if !isGated && mayLeave && control.attention.load() != 0 { throw .restart }
    if control.generation.loadAcquire() != generation { throw .restart }
    yields &+= 1
    yieldProcessor()
  }

  /// The number of rounds before it yields the processor.
  private static var patience: Int { 100 }

  /// Ends the spinning: the worker has found what it waited for.
  @inline(__always)
  mutating func foundIt() {
    looks = 0
    if isSpinning { stopSpinning() }
  }

  @inline(never)
  private mutating func stopSpinning() {
    isSpinning = false
    setState(RegionValue.running)
  }
}
