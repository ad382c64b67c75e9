import Model
import SharedMemory

/// The operations of the message. A text takes several words, and so several operations.
extension Worker {
  /// `v = version`, repeated until it is even: nobody is writing.
  mutating func loadEvenVersion(at operation: Int) throws(Interruption) -> UInt64 {
    while true {
      try gate(operation)
      let version = view.message.version.loadAcquire()
      words.index.store(version)
      words.registers.store(RegionValue.showsIndex)
      // 0: nothing was written yet.
      if version > 0 && version.isMultiple(of: 2) { return version }
      try lookAgain(for: .version, mayLeave: true)
    }
  }

  /// `version = v + 1`, before the text changes.
  mutating func openVersion(at operation: Int) throws(Interruption) -> UInt64 {
    try gate(operation)
    // The version becomes odd, even after a writer that was killed while writing.
    let version = region.message.version.load() | 1
    region.message.version.storeSequentiallyConsistent(version)
    fullFence()
    words.index.store(version)
    words.registers.store(RegionValue.showsIndex)
    return version
  }

  /// `version = v + 2`, after the text has changed.
  mutating func closeVersion(_ version: UInt64, at operation: Int) throws(Interruption) {
    try gate(operation)
    region.message.version.storeRelease(version &+ 1)
  }

  /// `message = compose()`, word by word, in private memory. This takes a while, during which readers find the last
  /// message whole.
  mutating func compose(at operation: Int) throws(Interruption) {
    let message = Text(region.message.source).inCase(of: words.sequence.load() &+ 1)
    for word in 0..<MessageWords.words {
      try gate(operation, isFirst: word == 0, word: word)
      scratch[word] = message.words[word]
    }
  }

  /// `text = message`, piece by piece.
  mutating func writeText(at operation: Int) throws(Interruption) {
    for word in 0..<MessageWords.words {
      try gateBeforePiece(operation, word)
      region.message.text[word].store(scratch[word])
    }
    words.sequence.add()
  }

  /// `copy = text`, piece by piece, through the read-only mapping.
  mutating func readText(at operation: Int) throws(Interruption) {
    for word in 0..<MessageWords.words {
      try gateBeforePiece(operation, word)
      scratch[word] = view.message.text[word].load()
      if control.attention.load() != 0 { noteCopy(through: word) }
    }
  }

  /// Publishes a hash of the copied words: no other process sees the copy, but it already decides the result.
  @inline(never)
  private func noteCopy(through last: Int) {
    let hash = (0...last).reduce(UInt64(0)) { hash, word in
      let product = (hash ^ scratch[word] ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
      return product.high ^ product.low
    }
    words.copied.store(hash)
  }

  private mutating func gateBeforePiece(_ operation: Int, _ word: Int) throws(Interruption) {
    guard word.isMultiple(of: MessageWords.words / MessageView.pieces) else { return }
    try gate(operation, isFirst: word == 0, word: word)
  }

  /// `while (version != v)`. Returns whether nobody has written meanwhile.
  mutating func isStill(_ version: UInt64, at operation: Int) throws(Interruption) -> Bool {
    try gate(operation)
    fullFence()
    if view.message.version.load() == version { return true }
    words.copied.store(0)
    try lookAgain(for: .version, mayLeave: true)
    return false
  }

  /// `print(copy)`: counts the copied text, and shows it.
  mutating func printCopy() {
    let copy = Text((0..<MessageWords.words).map { scratch[$0] })
    let place = region.message.heard(by: id.number)
    for word in 0..<MessageWords.words { place[word].store(copy.words[word]) }
    words.copied.store(0)
    if copy.isWhole { words.taken.add() } else { words.torn.add() }
  }

  /// `text = mine`, through the read-only mapping: the kernel ends this process by SIGSEGV.
  mutating func writeThroughReadOnlyMapping(at operation: Int) throws(Interruption) {
    try gate(operation)
    if underway != nil { finishUnderway() }
    view.message.text.store(0)
  }

  private mutating func gate(_ operation: Int, isFirst: Bool, word: Int) throws(Interruption) {
    if isFirst { try gate(operation) } else { try gate(operation, word: WordOffset(word)) }
  }
}
