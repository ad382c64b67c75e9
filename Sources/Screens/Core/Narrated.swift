import Model

// For recordings: the screen's sentences without the screen.

extension State {
  /// The sentences of the narration: what the last step did, or why nobody can move, or what the discipline does. Code is
  /// between backticks. Empty before the first snapshot.
  public var narrated: String { Scene(self)?.sentences.filter { !$0.isEmpty }.joined(separator: " ") ?? "" }

  /// Shows the result of a search on the whole screen, as the Explorer does when it has made the search itself.
  /// - Parameter items: how many items the processes did in it.
  public mutating func show(_ result: ExplorationResult, items: Int) {
    explorer = ExplorerState()
    (explorer.isOpen, explorer.items, explorer.result) = (true, items, result)
  }
}
