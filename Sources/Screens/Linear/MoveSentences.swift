import Grid
import Model

// A move in one line: the operation, its effect and meaning, and what the ledger says now.

extension State {
  /// The effect of the moves since an earlier snapshot, in sentences. Empty if nothing happened.
  public func sentences(since old: Snapshot?) -> [String] {
    guard let snapshot else { return [] }
    guard let old, !snapshot.isFreshStart(after: old) else { return freshSentences(after: old, snapshot) }
    let moved = operationSentence(after: old, snapshot)
    let joined = snapshot.rosterSentences(after: old)
    // The narrator tells of a wake-up by a post. Of one by a death it knows nothing.
    let others = moved == nil ? snapshot.releaseSentences(after: old) : []
    let line = ([moved].compactMap { $0 } + joined + others + ledgerSentence(after: old)).joined(separator: " ")
    let isNewDeadlock = isDeadlocked && !old.isDeadlocked
    return ((line.isEmpty ? [] : [line]) + (isNewDeadlock ? deadlockSentences : [])).map(\.spoken)
  }

  private func freshSentences(after old: Snapshot?, _ snapshot: Snapshot) -> [String] {
    guard let old else { return [] }
    let name = snapshot.discipline.name
    return old.discipline.name == name
      ? ["Reset: everyone is back at the start."] : ["The discipline is \(name) now. Everyone is back at the start."]
  }

  /// `P1: sem_post(full). P1 posted full (now 1). Consumers can take one more item.`
  private func operationSentence(after old: Snapshot, _ snapshot: Snapshot) -> String? {
    let newest = old.events.last
    let events = snapshot.events.filter { event in newest.map { $0.isBefore(event) } ?? true }
    guard let first = events.first, !narration.sentence.isEmpty else { return nil }
    let narrator = Narrator(before: old, now: snapshot, glyphs: glyphs)
    guard let operation = narrator.operation(first) else { return narration.sentence }
    let line = old.worker(first.worker).map { operation.line(by: $0, in: old) } ?? operation.line
    let others = Set(events.map(\.worker)).count > 2 ? " Others moved as well." : ""
    return "\(first.worker): \(line.asSentence) \(narration.sentence)\(others)"
  }

  private func ledgerSentence(after old: Snapshot) -> [String] {
    var before = self
    before.snapshot = old
    guard let now = Scene(self), let then = Scene(before), now.ledgerSentence != then.ledgerSentence else { return [] }
    return [now.ledgerSentence]
  }

  /// The next operation of a process; nil if it has none now.
  public func sentenceAboutNext(of id: WorkerID) -> String? {
    guard let snapshot, let worker = snapshot.worker(id), worker.state == .parked else { return nil }
    return snapshot.operation(of: worker).map { "\(id) is about to do \($0.line(by: worker, in: snapshot)).".spoken }
  }

  /// How many moves of a challenge are made; nil outside of one.
  public var challengeSentence: String? {
    guard let player, player.isInChallenge, let used = player.challenge?.used else { return nil }
    return "Moves: \(used)\(player.page.challenge?.limit.map { " of \($0)" } ?? "")."
  }

  /// The result of many moves that nobody described.
  public var sentencesAfterFreeRun: [String] {
    guard let scene = Scene(self) else { return [] }
    return ["All processes have stopped. \(scene.ledgerSentence)".spoken] + deadlockSentences
  }
}

extension Snapshot {
  /// Processes that came, went, died or were started again.
  fileprivate func rosterSentences(after old: Snapshot) -> [String] {
    let gone = old.workers.filter { worker($0.id) == nil }.map { "\($0.id) has left." }
    return gone
      + workers.compactMap { worker in
        guard let before = old.worker(worker.id) else { return "\(worker.id) has joined." }
        if before.pid != worker.pid { return "\(worker.id) was started again, as process \(worker.pid)." }
        if case .ended(let ending) = worker.state, before.isAlive {
          let place = old.operation(of: before).map {
            " It was \(before.isBlocked ? "asleep in" : "before") \($0.line)."
          }
          return "\(worker.id) is dead: \(ending.words).\(place ?? "")"
        }
        if worker.isLeaving, !before.isLeaving { return "\(worker.id) leaves when its item is done." }
        return nil
      }
  }

  /// The effects of a death on others: a count that the kernel restores, and the sleeps that it ends.
  fileprivate func releaseSentences(after old: Snapshot) -> [String] {
    let counts = synchronizers.compactMap { view -> String? in
      guard let before = old.synchronizer(view.variable), before.value != view.value, view.hasValue else { return nil }
      return "\(view.variable.name) went from \(before.value) to \(view.value)."
    }
    let awake = old.workers.filter { $0.isBlocked && worker($0.id)?.state == .parked }.map { "\($0.id) woke up." }
    return counts + awake
  }
}
