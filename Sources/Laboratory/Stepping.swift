import Model
import Programs
import SharedMemory

/// Granting operations: one, or several of the same worker at once.
extension Experiment {
  /// The most operations that are granted at once, so that a user who wants to end never waits long.
  static let longestRun = 1000

  /// Grants a worker several operations at once. Returns when it has done them and all workers are quiet, or earlier:
  /// when it sleeps or has ended, or when an operation may have woken another process.
  ///
  /// - Parameter times: how many operations; at least 1.
  /// - Returns: how many it did, or began and sleeps in; at least 1.
  @discardableResult
  public func step(_ id: WorkerID, times: Int = 1) throws(Refusal) -> Int {
    if panel.pace != .step { try apply(.pace(.step)) }
    // Where everyone stands at the first move is part of what it leads to.
    if history.moves.isEmpty { waitUntilQuiet() }
    let words = try wordsAtGate(id)
    let grant = grant(id, times: min(times, Self.longestRun))
    let before = Used(words)
    hold(grant.wakeOrder)
    sleepBelief.reset()
    words.halts.store(grant.halts)
    words.granted.storeRelease(words.granted.load() &+ UInt32(grant.count))
    words.wakeFutex.ring()
    stepping = id
    defer { stepping = nil }
    var isDone = yieldUntilQuiet(id, patience: Self.patience + UInt64(grant.count) * Self.patiencePerStep)
    if !grant.wakeOrder.isEmpty {
      release(grant.wakeOrder)
    } else if grant.halts != 0 && lastOperation(words) & grant.halts != 0 {
      isDone = waitUntilQuiet(grant.sleepers) && isDone
    }
    // If it left or died in this step, its end may have woken others.
    if members[id]?.process.isRunning != true { isDone = waitUntilQuiet() && isDone }
    // Another process may have overwritten the counters, so the result is clamped.
    let made = min(max(1, Used(words) - before), grant.count)
    steps += made
    guard !isStopped(id, before: words) else {
      history.lose("\(id) was stopped by a signal in the middle of a step")
      let pid = members[id]?.process.pid ?? 0
      throw Refusal("\(id) was stopped by a signal; kill -CONT \(pid) continues it")
    }
    guard isDone else {
      history.lose("\(id) has not finished a step")
      throw Refusal("\(id) has not finished its step; try again in a moment")
    }
    enter(.step(id), times: made)
    return made
  }

  /// Grants one operation to every worker that is at its gate, in order.
  func stepAll(after each: ((Move) -> Void)? = nil) throws(Refusal) {
    if panel.pace != .step { try apply(.pace(.step)) }
    // The workers that are at their gates now: a step may bring another one to its gate, and that one must wait for
    // the next call.
    let ready = members.keys.sorted().filter { id in
      members[id]?.process.isRunning == true && words(of: id).state.loadAcquire() == RegionValue.parked
    }
    for id in ready {
      try make(.step(id))
      each?(.step(id))
    }
  }

  /// The record of a worker that is at its gate.
  private func wordsAtGate(_ id: WorkerID) throws(Refusal) -> WorkerWords {
    try require(.step(id))
    let words = words(of: id)
    // It may just be starting, or on the way to its gate.
    if words.state.loadAcquire() != RegionValue.parked { waitUntilQuiet([id]) }
    let state = words.state.loadAcquire()
    switch state {
    case RegionValue.parked where words.granted.load() == words.passed.loadAcquire(): return words
    case RegionValue.blocked where isAsleep(id): throw Refusal("\(id) is blocked; step a process that can free it")
    case _ where state == RegionValue.parked || !RegionValue.isState(state) || sleepsWherever(id):
      throw Refusal("somebody wrote into the record of \(id), and it no longer says what \(id) does; R resets")
    case RegionValue.blocked: throw Refusal("\(id) is blocked; step a process that can free it")
    default: throw Refusal("\(id) has not reached its next operation yet; try again in a moment")
    }
  }

  // MARK: - Grants

  /// Operations to grant to a worker at once.
  private struct Grant {
    var count: Int
    /// The operations after which it must stop, because each may wake one of these sleepers: bit n for operation n.
    var halts: UInt32 = 0
    var sleepers: [WorkerID] = []
    /// The workers that the first operation wakes together.
    var wakeOrder: [WorkerID] = []
  }

  /// The operations that can be granted without another decision in between: if others sleep, they end when one of
  /// them is woken.
  private func grant(_ id: WorkerID, times: Int) -> Grant {
    var grant = Grant(count: times)
    guard isAnyoneBlocked, let next = region.operation(of: id, words(of: id)) else { return grant }
    let operations = region.operations(of: id, words(of: id))
    grant.wakeOrder = wakeOrder(of: next)
    if operations.contains(where: { !wakeOrder(of: $0).isEmpty }) { grant.count = 1 }
    for (index, operation) in operations.enumerated() {
      let sleepers = variablesWoken(by: operation).flatMap(sleepers)
      guard !sleepers.isEmpty else { continue }
      grant.halts |= 1 &<< UInt32(truncatingIfNeeded: index)
      grant.sleepers += sleepers
    }
    return grant
  }

  private var isAnyoneBlocked: Bool {
    records.values.contains { region[$0].state.loadAcquire() == RegionValue.blocked }
  }

  /// The bit of the last operation that a worker did.
  private func lastOperation(_ words: WorkerWords) -> UInt32 {
    let event = EventWord(raw: words.event(words.eventCount.loadAcquire() &- 1).load())
    return 1 &<< UInt32(truncatingIfNeeded: event.operation)
  }

  /// How many granted steps a worker has ever used.
  private struct Used {
    private let count: UInt32

    init(_ words: WorkerWords) { count = words.passed.loadAcquire() &- words.returned.load() }

    static func - (now: Used, before: Used) -> Int { Int(now.count &- before.count) }
  }
}
