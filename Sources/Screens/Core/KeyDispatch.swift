import Grid
import Model

// The effects of a pressed key, and the keys that the foot of the screen names.

extension Binding {
  /// One key is enough for a hint. Nil if all of them are letters for an answer now.
  fileprivate func hintKey(_ state: State) -> Key? {
    let pressed = isRange ? keys : state.remapping.pressed(for: keys)
    guard state.isTypingText else { return pressed.first }
    return pressed.first { if case .character = $0 { false } else { true } }
  }

  /// Whether a hint stands for all of its keys: the numbers of choices.
  fileprivate var isRange: Bool { keys.count > 4 }

  /// In a challenge, the hints for moves are left out last.
  fileprivate func rank(in state: State) -> Int {
    state.player?.isInChallenge == true && lessons == .challenges ? rank - 8 : rank
  }

  /// The label of its keys in lists; nil if no key has its meaning.
  public func label(_ remapping: KeyRemapping) -> String? {
    guard !isRange, !remapping.isEmpty else { return label }
    let pressed = remapping.pressed(for: keys)
    return pressed.isEmpty ? nil : pressed.map(\.name).joined(separator: " ")
  }
}

extension State {
  mutating func press(_ pressed: Key) -> [Effect] {
    message = nil
    if type(pressed) { return [] }
    guard let key = remapping[pressed] else {
      say("\(pressed.name): without a meaning in your config")
      return []
    }
    let bindings = keymap.filter { $0.keys.contains(key) }
    let applying = bindings.filter { $0.applies(to: self) }
    guard let binding = applying.max(by: { $0.precedence < $1.precedence }) else {
      if bindings.isEmpty { return [] }
      if help != nil {
        say("\(pressed.name): help is open, Esc closes it")
      } else if comparison.isOpen {
        say("\(pressed.name): the comparison is open, Esc closes it")
      } else if explorer.isOpen {
        say("\(pressed.name): the explorer is open, Esc closes it")
      } else if let reason = whyNotOfLesson(bindings) {
        say("\(pressed.name): \(reason)")
      } else if player != nil, !bindings.allSatisfy({ $0.scope == .bytes }) {
        say("\(pressed.name): not in a lesson; f begins free play, where every key works")
      } else if bindings.allSatisfy(\.isOfLessons) {
        say("\(pressed.name): a key of lessons; ringside lesson lists them")
      } else {
        say("\(pressed.name): a key of the memory view; m opens it")
      }
      return []
    }
    if let reason = binding.unavailable(self) {
      say("\(pressed.name): \(reason)")
      return []
    }
    return binding.act(&self)
  }

  /// The reason why none of these applies at this point of a lesson; nil if there is nothing to add to that.
  private func whyNotOfLesson(_ bindings: [Binding]) -> String? {
    guard let player else { return nil }
    if player.selectedStep != nil { return "the list of steps is open, Esc closes it" }
    return switch player.activity {
    case .watching where bindings.contains { $0.lessons != .freePlay }:
      "wait until this finishes; Right speeds it up"
    case .freePlay where bindings.allSatisfy { $0.isOfLessons || $0.scope == .stepList }:
      "a key of the lesson; Esc goes back to it"
    default: nil
    }
  }

  /// The hints for the foot of the screen. On a page of a lesson, its own keys come first.
  var hints: [Hint] {
    let applying = keymap.filter { $0.applies(to: self) }
    let isReading = player.map { $0.activity != .freePlay && !$0.isInChallenge } ?? false
    let ordered = isReading ? applying.filter(\.isOfLessons) + applying.filter { !$0.isOfLessons } : applying
    return ordered.compactMap { binding in
      // A key has one meaning at a time.
      let isOverruled = applying.contains { $0.precedence > binding.precedence && $0.keys.contains(binding.keys[0]) }
      guard !isOverruled, let key = binding.hintKey(self), let words = binding.hint?(self) else { return nil }
      return Hint(
        key: binding.isRange ? "1-\(choices)" : key.name, words: words, rank: binding.rank(in: self),
        isAvailable: binding.unavailable(self) == nil, pressed: binding.isRange ? nil : key)
    }
  }
}
