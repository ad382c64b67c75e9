import Lessons
import Model

/// How far one has come in a challenge.
struct ChallengeProgress: Sendable, Hashable {
  /// How many moves had been made when it began.
  var base: Int
  /// How many were made since; nil if more has happened than moves.
  var used: Int? = 0
  /// Whether one was told that the moves are used up.
  var wasWarned = false
  /// Whether one wanted to go on without having won.
  var isGivenUp = false
}

extension State {
  /// Looks whether the challenge is won now.
  mutating func seeChallenge(_ snapshot: Snapshot) -> [Effect] {
    guard let player, player.isInChallenge, let challenge = player.page.challenge, player.won[player.index] == nil,
      var progress = player.challenge
    else { return [] }
    let moves = snapshot.schedule?.moves
    progress.used = moves.map { max(0, $0.count - progress.base) }
    defer { self.player?.challenge = progress }
    guard let moves, let used = progress.used else { return [] }
    if let limit = challenge.limit, used > limit {
      if !progress.wasWarned { say("that is move \(used) of \(limit): b takes moves back, R begins anew") }
      progress.wasWarned = true
      return []
    }
    progress.wasWarned = false
    guard used > 0, challenge.condition.value.holds(in: Evidence(snapshot, measured: player.measured)) else {
      return []
    }
    let schedule = Schedule(moves: Array(moves.dropFirst(progress.base)))
    self.player?.won[player.index] = schedule
    self.player?.isAstray = true
    return [
      .keep(
        .won(player.gatePlace(of: player.index), goal: challenge.goal.map(\.text).joined(), schedule))
    ]
  }

  /// Who has not won yet is asked once more, and then shown how.
  mutating func leaveChallenge() -> [Effect] {
    guard let player, let challenge = player.page.challenge else { return [] }
    guard player.challenge?.isGivenUp == true else {
      self.player?.challenge?.isGivenUp = true
      say("not won yet: h gives a hint; press again to see a solution")
      return []
    }
    let prelude = player.lesson.script(before: player.index, of: player.pages) + player.page.deeds.map(\.value)
    self.player?.activity = .watching
    self.player?.challenge = nil
    self.player?.isShowingSolution = true
    return [.perform(prelude, watched: [.moves(challenge.solution.value)])]
  }

  mutating func restartChallenge() -> [Effect] { arrive() }

  func whyNotStepBackInChallenge() -> String? {
    if let reason = whyNotStepBack() { return reason }
    return player?.challenge?.used ?? 0 > 0 ? nil : "this is where the challenge begins"
  }
}
