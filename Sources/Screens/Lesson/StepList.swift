// The list of the steps, from which one goes to any.

extension State {
  mutating func openContents() -> [Effect] {
    let present = player?.stepIndex ?? 0
    player?.activity = .contents(selected: present)
    return []
  }

  mutating func selectStep(_ offset: Int) -> [Effect] {
    guard let player, case .contents(let selected) = player.activity else { return [] }
    let last = player.lesson.steps.count - 1
    self.player?.activity = .contents(selected: min(max(0, selected + offset), last))
    return []
  }

  mutating func goToSelectedStep() -> [Effect] {
    guard case .contents(let selected)? = player?.activity else { return [] }
    return go(toStep: selected)
  }

  mutating func closeContents() -> [Effect] {
    player?.activity = .reading
    return []
  }
}
