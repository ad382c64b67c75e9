// Leaving the lesson for a while, to experiment freely.

extension State {
  mutating func playFreely() -> [Effect] {
    // The lesson's script must not interfere with the user's moves.
    let ends: [Effect] = player?.activity == .watching ? [.perform([], watched: [])] : []
    player?.activity = .freePlay
    say("free play: every key of the ring works; Esc brings back the lesson as it was")
    return ends
  }

  mutating func endFreePlay() -> [Effect] { rewind() }
}
