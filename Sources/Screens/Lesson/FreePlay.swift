// Leaving the lesson for a while, to do with its experiment what one likes.

extension State {
  mutating func playFreely() -> [Effect] {
    // Nothing is to interfere with what one does now.
    let ends: [Effect] = player?.activity == .watching ? [.perform([], watched: [])] : []
    player?.activity = .freePlay
    say("free play: every key of the ring works; Esc brings back the lesson as it was")
    return ends
  }

  mutating func endFreePlay() -> [Effect] { rewind() }
}
