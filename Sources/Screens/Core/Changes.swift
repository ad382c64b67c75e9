import Model

/// Recent changes, which are marked for a moment.
struct Changes: Sendable, Hashable {
  struct OfSlot: Sendable, Hashable {
    var was: Slot
    var at: UInt64
  }

  struct OfVariable: Sendable, Hashable {
    var grew: Bool
    var at: UInt64
  }

  var slots: [Int: OfSlot] = [:]
  var variables: [SharedVariable: OfVariable] = [:]

  /// How long a mark stays, in nanoseconds: the time of two operations, but limited. While stepping it stays until
  /// the next step. Nil if everything changes all the time, so that nothing is marked.
  static func life(at pace: Pace) -> UInt64? {
    switch pace {
    case .step: .max
    case .tempo(let perSecond) where perSecond <= 15: UInt64(min(2 / max(perSecond, 0.25), 0.6) * 1e9)
    case .tempo, .full: nil
    }
  }

  /// When the next mark fades.
  func nextEnd(at pace: Pace) -> UInt64? {
    guard pace != .step, let life = Changes.life(at: pace) else { return nil }
    return (slots.values.map(\.at) + variables.values.map(\.at)).min().map { $0 &+ life }
  }

  mutating func fade(at time: UInt64, _ pace: Pace) {
    let life = Changes.life(at: pace) ?? 0
    slots = slots.filter { time &- $0.value.at < life }
    variables = variables.filter { time &- $0.value.at < life }
  }

  /// Records the differences between two snapshots.
  mutating func note(from old: Snapshot, to new: Snapshot) {
    if Changes.life(at: new.pace) == nil || new.isFreshStart(after: old) || new.slots.count != old.slots.count {
      self = Changes()
      return
    }
    fade(at: new.time, new.pace)
    if new.pace == .step, new.steps != old.steps { self = Changes() }
    for index in new.slots.indices where new.slots[index] != old.slots[index] {
      slots[index] = OfSlot(was: old.slots[index], at: new.time)
    }
    for (variable, value) in new.values { note(variable, from: old.values[variable] ?? 0, to: value, at: new.time) }
    for view in new.synchronizers {
      guard let before = old.synchronizer(view.variable) else { continue }
      note(view.variable, from: before.value, to: view.value, at: new.time)
    }
  }

  private mutating func note<T: Comparable>(_ variable: SharedVariable, from old: T, to new: T, at time: UInt64) {
    if new != old { variables[variable] = OfVariable(grew: new > old, at: time) }
  }
}

extension Snapshot {
  /// Whether the ring was reset since that earlier snapshot, so that the two cannot be compared.
  func isFreshStart(after old: Snapshot) -> Bool { resets != old.resets || discipline.name != old.discipline.name }
}

extension Event {
  /// Tickets wrap around after 2^32 operations.
  func isBefore(_ other: Event) -> Bool { Int32(bitPattern: ticket &- other.ticket) < 0 }
}
