import Grid

// The list of the steps, from which one goes to any.

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

  /// Takes a digit of a step's number, or takes one back; false if the key is for something else. A digit that leads
  /// beyond the last step begins another number.
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
