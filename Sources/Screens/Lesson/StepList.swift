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
    return []
  }

  mutating func goToSelectedStep() -> [Effect] {
    guard let selected = player?.selectedStep else { return [] }
    return go(toStep: selected)
  }

  mutating func closeStepList() -> [Effect] {
    player?.selectedStep = nil
    return []
  }
}
