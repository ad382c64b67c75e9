// The speed of a lesson's watched moves.

extension State {
  private static let speeds = 0.25...64

  mutating func changeShowSpeed(by factor: Double) -> [Effect] {
    guard let player else { return [] }
    let speed = player.speed * factor
    self.player?.speed = speed
    let words = speed < 1 ? "1/\(Int(1 / speed)) " : speed > 1 ? "\(Int(speed)) times " : ""
    say("moves are shown \(words)as fast as usual")
    return [.showSpeed(speed)]
  }

  func whyNotChangeShowSpeed(by factor: Double) -> String? {
    guard let player, !Self.speeds.contains(player.speed * factor) else { return nil }
    return "that is the \(factor > 1 ? "fastest" : "slowest")"
  }
}
