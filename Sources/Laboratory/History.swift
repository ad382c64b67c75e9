import Model
import Programs
import SharedMemory

/// The steps since the last reset, and what each led to: what stepping back rests on.
struct History {
  /// A step that was done, and a digest of the state after it.
  struct Step {
    var worker: WorkerID
    var digest: Int
  }

  private(set) var steps: [Step] = []
  /// What was undone, the next one to be done again last.
  fileprivate(set) var undone: [WorkerID] = []
  /// Why the steps alone do not lead here; nil if they do.
  private(set) var lost: String?

  var schedule: Schedule? { lost == nil ? Schedule(steps.map(\.worker)) : nil }

  /// Enters a step. One that is not the one undone last forks off from there.
  mutating func enter(_ worker: WorkerID, digest: Int) {
    if undone.last == worker { undone.removeLast() } else { undone = [] }
    steps.append(Step(worker: worker, digest: digest))
  }

  /// Something else than a step has happened.
  mutating func lose(_ reason: String) { lost = lost ?? reason }

}

extension Experiment {
  /// Undoes the last step by doing all the others again, on the same processes, from a reset ring.
  func stepBack() throws(Refusal) {
    if let lost = history.lost { throw Refusal("\(lost); only steps can be undone, R resets") }
    guard let last = history.steps.last else { throw Refusal("there is no step to go back from") }
    let steps = history.steps.dropLast()
    let undone = history.undone + [last.worker]
    try resetInPlace()
    for (number, step) in steps.enumerated() {
      try self.step(step.worker)
      guard history.steps.last?.digest == step.digest else {
        throw Refusal("the replay went another way at step \(number + 1), by \(step.worker); R resets")
      }
    }
    history.keep(undone: undone)
  }

  /// Does again what was undone last.
  func stepForward() throws(Refusal) {
    guard let next = history.undone.last else { throw Refusal("nothing was undone") }
    try step(next)
  }

  /// Follows a schedule from a reset ring.
  func follow(_ schedule: Schedule, after each: (Int, WorkerID) -> Void = { _, _ in }) throws(Refusal) {
    if panel.pace != .step { try apply(.pace(.step)) }
    try resetInPlace()
    for (number, id) in schedule.steps.enumerated() {
      do { try step(id) } catch { throw Refusal("the schedule cannot be followed at step \(number + 1): \(error)") }
      each(number, id)
    }
  }

  /// What a step led to, in one number: all that processes share, and where each stands.
  func digest() -> Int {
    var hasher = Hasher()
    for word in [region.in, region.out, region.count, region.counter, region.message.version] {
      hasher.combine(word.load())
    }
    for view in region.synchronizers() { hasher.combine(view.value) }
    for word in 0..<min(region.layout.slotCount * region.layout.slotWords, 16_384) {
      hasher.combine(name(region.slots[word].load()))
    }
    for id in members.keys.sorted() {
      let words = region.workers[id.record]
      for word in [words.state, words.operation, words.registers] { hasher.combine(word.load()) }
      for word in [words.sequence, words.taken, words.duplicated, words.torn, words.phantom] {
        hasher.combine(word.load())
      }
      // A register that is not on show holds what was there before.
      let shown = words.registers.load()
      if shown & 1 != 0 { hasher.combine(words.index.load()) }
      if shown & 2 != 0 { hasher.combine(name(words.item.load())) }
    }
    return hasher.finalize()
  }

  /// An item without its tally cell, which is another one each time.
  private func name(_ raw: UInt64) -> [UInt64] {
    let item = ItemWord(raw: raw)
    return [UInt64(item.producer), item.sequence]
  }
}

extension History {
  fileprivate mutating func keep(undone: [WorkerID]) { self.undone = undone }
}
