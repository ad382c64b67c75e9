import Grid
import Lessons
import Model

// A challenge in words.

extension LessonWriter {
  mutating func write(_ challenge: Challenge, _ player: Player) {
    put(spans(challenge.goal, .key), mark: glyphs.isSpoken ? [Span("Challenge: ")] : [])
    write(outcomeOf: player)
  }

  /// Writes how far the user has come with the challenge of the page.
  mutating func write(outcomeOf player: Player) {
    guard let challenge = player.page.challenge else { return }
    let limit = challenge.limit.map { " of \($0)" } ?? ""
    if let won = player.won[player.index] {
      let moves = won.moves.count
      put(
        [Span("Won with \(Quantity.counted(moves, "move")): \(won)", .good)],
        mark: glyphs.isSpoken ? [] : [Span("\(glyphs.right) ", .good)]
      )
    } else if player.isShowingSolution {
      put([Span("A solution: \(challenge.solution.value)", .narration)])
    } else if let progress = player.challenge {
      let moves = "\(glyphs.isSpoken ? "Moves:" : "moves") \(progress.used.map { "\($0)" } ?? "?")\(limit)"
      let (used, most) = (progress.used ?? 0, challenge.limit ?? .max)
      put(
        used < most
          ? [Span(moves, .narration)]
          : [Span("\(moves): \(used > most ? "too many" : "all used"). b takes a move back, R begins anew", .warning)])
    }
  }
}
