import Lessons
import Model

/// The user's progress in a challenge.
struct ChallengeProgress: Sendable, Hashable {
  /// How many moves had been made when it began.
  var base: Int
  /// How many moves were made since; nil if the state no longer depends on moves alone.
  var used: Int? = 0
  /// Whether the user was told that all moves are used.
  var wasWarned = false
  /// Whether the user has asked to continue without having won.
  var isGivenUp = false
}

extension State {
  /// Checks whether the challenge is won now.
  mutating func seeChallenge(_ snapshot: Snapshot) -> [Effect] {
    guard let player, player.isInChallenge, let challenge = player.page.challenge, player.won[player.index] == nil,
      var progress = player.challenge
    else { return [] }
    let moves = snapshot.schedule?.moves
    progress.used = moves.map { max(0, $0.count - progress.base) }
    defer { self.player?.challenge = progress }
    guard let moves, let used = progress.used else { return [] }
    let limit = challenge.limit ?? .max
    let isWon =
      used > 0 && used <= limit && challenge.condition.value.holds(in: Observation(snapshot, measured: player.measured))
    guard isWon else {
      // Said once, if the last move did not win.
      if used >= limit, !progress.wasWarned {
        say("all \(limit) move\(limit == 1 ? " is" : "s are") used: b takes a move back, R begins anew")
      }
      progress.wasWarned = used >= limit
      return []
    }
    let schedule = Schedule(moves: Array(moves.dropFirst(progress.base)))
    self.player?.won[player.index] = schedule
    self.player?.isAstray = true
    return [
      .keep(
        .won(player.gatePlace(of: player.index), goal: challenge.goal.plainText, schedule))
    ]
  }

  /// Asks a user who has not won yet once more, and then shows a solution.
  mutating func leaveChallenge() -> [Effect] {
    guard let player, let challenge = player.page.challenge else { return [] }
    guard player.challenge?.isGivenUp == true else {
      self.player?.challenge?.isGivenUp = true
      say(
        "not won yet: \(player.hints < player.page.hints.count ? "h gives a hint; " : "")press again to see a solution")
      return []
    }
    let prelude = player.lesson.script(before: player.index, of: player.pages) + player.page.deeds.map(\.value)
    self.player?.activity = .watching
    self.player?.challenge = nil
    self.player?.isShowingSolution = true
    return [
      .keep(.shown(player.gatePlace(of: player.index), goal: challenge.goal.plainText)),
      .perform(prelude, watched: [.moves(challenge.solution.value)]),
    ]
  }

  mutating func restartChallenge() -> [Effect] { rewind() }

  func whyNotStepBackInChallenge() -> String? {
    if let reason = whyNotStepBack() { return reason }
    return player?.challenge?.used ?? 0 > 0 ? nil : "this is where the challenge begins"
  }
}
