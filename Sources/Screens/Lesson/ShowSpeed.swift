// How fast the moves of a lesson are shown.

extension State {
  private static let speeds = 0.25...64

  mutating func changeShowSpeed(by factor: Double) -> [Effect] {
    guard let player else { return [] }
    let speed = player.speed * factor
    self.player?.speed = speed
    say(
      speed < 1
        ? "moves are shown 1/\(Int(1 / speed)) as fast as usual"
        : "moves are shown \(Int(speed)) times as fast as usual")
    return [.showSpeed(speed)]
  }

  func whyNotChangeShowSpeed(by factor: Double) -> String? {
    guard let player, !Self.speeds.contains(player.speed * factor) else { return nil }
    return "that is the \(factor > 1 ? "fastest" : "slowest")"
  }
}
