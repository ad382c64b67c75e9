// Leaving the lesson for a while, to do with its experiment what one likes.

extension State {
  mutating func playFreely() -> [Effect] {
    player?.activity = .freePlay
    say("free play: every key of the ring works; Esc brings back the lesson as it was")
    return []
  }

  mutating func endFreePlay() -> [Effect] { arrive() }
}
