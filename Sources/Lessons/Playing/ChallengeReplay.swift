import Model

extension Lesson {
  /// Replays the moves that are recorded as winning a challenge.
  ///
  /// - Parameters:
  ///   - page: the page of the lesson with the challenge.
  ///   - target: the lesson's experiment at its start.
  /// - Throws: `CancellationError` when it was cancelled.
  public func replay(
    _ moves: Schedule, page: Int, on target: any ScriptTarget, isCancelled: () -> Bool
  ) throws -> ReplayOutcome {
    let pages = pages
    guard let challenge = pages[page].challenge else { return .notWon("there is no challenge") }
    do {
      try target.play(script(before: page, of: pages) + pages[page].deeds.map(\.value), isCancelled: isCancelled)
      try target.play([.moves(moves)], isCancelled: isCancelled)
    } catch {
      return .notWon("\(error)")
    }
    if isCancelled() { throw CancellationError() }
    let observation = target.observation
    let condition = challenge.condition.value
    return condition.holds(in: observation) ? .won : .notWon("it ends with \(condition.findings(in: observation))")
  }
}
