import Grid
import Model

/// Applies an event to the state. Returns the effects that it requests.
public func update(_ state: inout State, _ action: Action) -> [Effect] {
  switch action {
  case .key(let key): return state.press(key)
  case .paste(let text): state.paste(text)
  case .mouse(let event): return state.use(event)
  case .snapshot(let snapshot):
    state.see(snapshot)
    return state.seeChallenge(snapshot)
  case .time(let time): state.moveOn(to: time)
  case .message(let text): state.say(text)
  case .comparing(let sizes): state.compareForLesson(sizes)
  case .comparison(let row): state.enter(row)
  case .comparisonEnded(let reason): state.endMeasuring(reason)
  case .exploring: state.exploreForLesson()
  case .exploration(let news): state.takeNews(news)
  case .performed(let evidence): return state.endPerformance(evidence)
  case .notPerformed(let reason): state.failPerformance(reason)
  case .begun: state.forgetExperiment()
  case .resized(let size): state.size = size
  }
  return []
}

extension State {
  fileprivate mutating func moveOn(to now: UInt64) {
    time = max(time, now)
    if let message, message.until <= time { self.message = nil }
    changes.fade(at: time, pace)
    byteChanges.fade(at: time, pace)
  }

  /// Forgets the previous experiment, with which the new one cannot be compared.
  fileprivate mutating func forgetExperiment() {
    snapshot = nil
    (changes, byteChanges, narration, rate, trend) = (Changes(), ByteChanges(), Narration(), Rate(), Trend())
    besideBytes = ByteView()
    (stuckSince, selected, askedDiscipline, synchronized) = (nil, nil, nil, nil)
    lastStepped = [:]
  }

  fileprivate mutating func see(_ new: Snapshot) {
    let old = snapshot
    snapshot = new
    // A message from before the first snapshot gets its end time only now.
    if old == nil { message?.until = new.time &+ StatusMessage.life }
    moveOn(to: new.time)
    pace = new.pace
    if new.pace != .step { rememberedPace = new.pace }
    if let old {
      changes.note(from: old, to: new)
      if new.discipline.name != old.discipline.name { changedDiscipline(from: old, to: new) }
    }
    if askedDiscipline == new.discipline.name { askedDiscipline = nil }
    narration.note(new, after: old, glyphs)
    rate.note(new)
    trend.note(new, after: old)
    noteWhetherStuck(new, after: old)
    keepSelection(among: new.workers.map(\.id))
    seeBytes(new, after: old)
  }

  private mutating func changedDiscipline(from old: Snapshot, to new: Snapshot) {
    let skipped = skipped
    self.skipped = nil
    // A lesson's own text explains it.
    if let player, player.activity != .freePlay { return }
    if !new.discipline.program.hasSlots { return say("Now \(new.discipline.name): everyone starts over.") }
    if let skipped { return say("\(skipped). Now \(new.discipline.name)") }
    let last = old.ledger
    let wrong = [
      ("lost", last.lost), ("duplicated", last.duplicated), ("torn", last.torn), ("phantom", last.phantom),
    ].filter { $0.1 > 0 }.map { "\($0.0) \(grouped($0.1))" }.joined(separator: ", ")
    let verdict = wrong.isEmpty ? "\(grouped(last.taken)) taken, nothing lost" : wrong
    let now =
      new.discipline.name == unsynchronized
      ? "Synchronization is off. Everyone starts over." : "Now \(new.discipline.name): everyone starts over."
    say("\(old.discipline.name): \(verdict). \(now)")
  }

  private mutating func noteWhetherStuck(_ new: Snapshot, after old: Snapshot?) {
    let isStuck = new.isDeadlocked
    let hasMoved = old.map { $0.ledger != new.ledger || $0.values != new.values } ?? true
    if !isStuck {
      stuckSince = nil
    } else if stuckSince == nil || hasMoved {
      stuckSince = new.time
    }
  }

  /// Keeps the selected process; if it is gone, selects the one in its place.
  private mutating func keepSelection(among ids: [WorkerID]) {
    guard let selected else {
      self.selected = ids.first
      return
    }
    if !ids.contains(selected) { self.selected = ids.last { $0 < selected } ?? ids.first }
  }
}
