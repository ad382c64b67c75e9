import Grid

// The list of the steps, from which the user can go to any step.

extension State {
  mutating func openStepList() -> [Effect] {
    let present = player?.stepIndex
    player?.selectedStep = present
    return []
  }

  mutating func selectStep(_ offset: Int) -> [Effect] {
    guard let player, let selected = player.selectedStep else { return [] }
    self.player?.selectedStep = min(max(0, selected + offset), player.lesson.steps.count - 1)
    self.player?.typedStep = ""
    return []
  }

  /// Handles a digit of a step's number, or deletes one; returns false for other keys. If a digit would lead past the
  /// last step, it begins another number.
  mutating func typeStep(_ key: Key) -> Bool {
    guard let player, player.selectedStep != nil else { return false }
    switch key {
    case .backspace: self.player?.typedStep = String(player.typedStep.dropLast())
    case .character(let digit) where digit.isASCII && digit.isNumber:
      let numbers = 1...player.lesson.steps.count
      let typed = [player.typedStep + String(digit), String(digit)].first { Int($0).map(numbers.contains) ?? false }
      guard let typed else { break }
      self.player?.typedStep = typed
    default: return false
    }
    if let number = (self.player?.typedStep).flatMap({ Int($0) }) { self.player?.selectedStep = number - 1 }
    return true
  }

  mutating func goToSelectedStep() -> [Effect] {
    guard let selected = player?.selectedStep else { return [] }
    return go(toStep: selected)
  }

  mutating func closeStepList() -> [Effect] {
    player?.selectedStep = nil
    player?.typedStep = ""
    return []
  }
}
