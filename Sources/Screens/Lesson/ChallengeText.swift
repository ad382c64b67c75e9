import Grid
import Lessons

// A challenge in words.

extension LessonWriter {
  mutating func write(_ challenge: Challenge, _ player: Player) {
    put(largeSpans(challenge.goal))
    let limit = challenge.limit.map { " of \($0)" } ?? ""
    if let won = player.won[player.index] {
      let moves = won.moves.count
      put(
        [Span("Won with \(moves) move\(moves == 1 ? "" : "s"): \(won)", .good)], mark: [Span("\(glyphs.right) ", .good)]
      )
    } else if player.isShowingSolution {
      put([Span("A solution: \(challenge.solution.value)", .narration)])
    } else if let progress = player.challenge {
      let moves = "moves \(progress.used.map { "\($0)" } ?? "?")\(limit)"
      let isBeyond = challenge.limit.map { progress.used ?? 0 > $0 } ?? false
      put(
        isBeyond
          ? [Span("\(moves): too many, b takes moves back, R begins anew", .warning)] : [Span(moves, .narration)])
    }
  }
}
