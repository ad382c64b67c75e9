import Model
import SharedMemory

// The operations on the value, and what is observed about an entry.

extension Worker {
  @inline(__always)
  var shared: ReadersWritersWords { region.readersWriters }

  private var visitor: VisitorWords { shared.visitor(record) }

  /// `a = value[0]; b = value[1]; c = value[2]`, three operations. The process is inside from the first to the last.
  @inline(__always)
  mutating func readValue(at operation: Int) throws(Interruption) {
    for word in 0..<ReadersWritersWords.valueWords {
      try gate(operation + word)
      if word == 0 { enter() }
      copyWord(word)
    }
    leave()
    countRead()
  }

  /// The same without being inside: what was read counts only once it is known to be of one version.
  @inline(__always)
  mutating func readUncounted(at operation: Int) throws(Interruption) {
    for word in 0..<ReadersWritersWords.valueWords {
      try gate(operation + word)
      copyWord(word)
    }
  }

  /// `value[0] = w; value[1] = w; value[2] = w`, three operations with a number that was never written before.
  /// - Parameter isProvoked: whether it makes a race likelier after the first.
  @inline(__always)
  mutating func writeValue(at operation: Int, isProvoked: Bool = false) throws(Interruption) {
    let number = 100 &* (words.sequence.load() &+ 1) &+ UInt64(id.number)
    words.index.store(number)
    words.registers.store(RegionValue.showsIndex)
    for word in 0..<ReadersWritersWords.valueWords {
      try gate(operation + word)
      if word == 0 { enter() }
      shared.value[word].store(number)
      if word == 0 && isProvoked { provoke() }
    }
    leave()
    words.sequence.add()
  }

  private func copyWord(_ word: Int) {
    scratch[word] = shared.value[word].load()
    // No other process sees the copy, but whether it is torn is decided now.
    if isGated { words.copied.store((0...word).allSatisfy { scratch[$0] == scratch[0] } ? scratch[0] &+ 1 : .max) }
  }

  /// Enters what was read into the ledger.
  func countRead() {
    words.copied.store(0)
    let isWhole = (1..<ReadersWritersWords.valueWords).allSatisfy { scratch[$0] == scratch[0] }
    if isWhole { words.taken.add() } else { words.torn.add() }
  }
}

// MARK: Who is inside, and how long each waited

extension Worker {
  /// Begins to wait for an entry. Called behind the first gate of an item.
  @inline(__always)
  func beginToWait() {
    if keepsLedger { visitor.since.store(shared.entries.load() &+ 1) }
  }

  /// A process enters: it looks who is inside at this moment, and how many entered while it waited.
  @inline(__always)
  private func enter() {
    guard keepsLedger else { return }
    let found = shared.inside.fetchAdd(ReadersWritersWords.bit(id))
    if found & (id.role == .writer ? .max : ReadersWritersWords.writers) != 0 { visitor.overlaps.add() }
    countEntry()
  }

  @inline(__always)
  private func leave() {
    if keepsLedger { shared.inside.subtract(ReadersWritersWords.bit(id)) }
  }

  func countEntry() {
    guard keepsLedger else { return }
    let entries = shared.entries.fetchAdd(1)
    let since = visitor.since.load()
    guard since != 0 else { return }
    visitor.since.store(0)
    let wait = entries &- (since &- 1)
    if wait > visitor.longestWait.load() { visitor.longestWait.store(wait) }
  }

  func countRetry() { visitor.retries.add() }
}
