import Model

/// The bytes that changed recently, by the rules of `Changes`: the changes of a step stay marked until the next one.
struct ByteChanges: Sendable, Hashable {
  /// A bit for each byte of a word that changed, and the time of the last change.
  struct OfWord: Sendable, Hashable {
    var mask: UInt8
    var at: UInt64
  }

  /// By the index of the word, which has 8 bytes.
  private(set) var words: [Int: OfWord] = [:]
  /// Whether two snapshots have been compared: only then does an empty set mean that nothing changed.
  private(set) var hasCompared = false

  func contains(_ byte: Int) -> Bool { words[byte / 8].map { $0.mask >> (byte % 8) & 1 != 0 } ?? false }

  func touches(_ range: Range<Int>) -> Bool { range.contains(where: contains) }

  /// The names of the changed fields: the program's shared ones, and the laboratory's bookkeeping.
  func names(_ map: RegionMap) -> (shared: [String], books: [String]) {
    var names = (shared: [String](), books: [String]())
    for name in fields(map) {
      if name.isBookkeeping { names.books.append(name.name) } else { names.shared.append(name.name) }
    }
    return names
  }

  /// The first changed byte of the program's shared fields.
  func firstShared(_ map: RegionMap) -> Int? { fields(map).first { !$0.isBookkeeping }?.offset }

  private func fields(_ map: RegionMap) -> [(name: String, isBookkeeping: Bool, offset: Int)] {
    var found: [(name: String, isBookkeeping: Bool, offset: Int)] = []
    for word in words.keys.sorted() {
      for byte in 8 * word..<8 * word + 8 where contains(byte) {
        guard let field = map.field(at: byte), field.offset != found.last?.offset else { continue }
        found.append(field)
      }
    }
    return found
  }

  mutating func fade(at time: UInt64, _ pace: Pace) {
    let life = Changes.life(at: pace) ?? 0
    words = words.filter { time &- $0.value.at < life }
  }

  /// When the next mark fades.
  func nextEnd(at pace: Pace) -> UInt64? {
    guard pace != .step, let life = Changes.life(at: pace) else { return nil }
    return words.values.map(\.at).min().map { $0 &+ life }
  }

  /// Records the differences. Returns whether they belong to a new step.
  mutating func note(from old: Snapshot, to new: Snapshot) -> Bool {
    guard let before = old.bytes, let after = new.bytes, Changes.life(at: new.pace) != nil,
      !new.isFreshStart(after: old)
    else {
      self = ByteChanges()
      return false
    }
    fade(at: new.time, new.pace)
    let isStep = new.pace == .step && new.steps != old.steps
    // After a pause the user wants to see the changes of the next step, and not those of the time before.
    if isStep || (new.pace == .step) != (old.pace == .step) { words = [:] }
    hasCompared = new.pace != .step || isStep || hasCompared
    for piece in after.pieces {
      for other in before.pieces { compare(other, piece, at: new.time) }
    }
    return isStep
  }

  private mutating func compare(_ old: RegionBytes.Piece, _ new: RegionBytes.Piece, at time: UInt64) {
    let range = old.range.clamped(to: new.range)
    guard !range.isEmpty else { return }
    old.bytes.withUnsafeBytes { before in
      new.bytes.withUnsafeBytes { after in
        // Pieces begin with a word. Nearly all words are unchanged.
        for place in stride(from: range.lowerBound, to: range.upperBound - 7, by: 8) {
          let was = before.loadUnaligned(fromByteOffset: place - old.offset, as: UInt64.self)
          let changed = after.loadUnaligned(fromByteOffset: place - new.offset, as: UInt64.self) ^ was
          if changed != 0 { mark(place / 8, changed, at: time) }
        }
      }
    }
  }

  private mutating func mark(_ word: Int, _ changed: UInt64, at time: UInt64) {
    let mask = (0..<8).reduce(UInt8(0)) { changed >> (8 * UInt64($1)) & 0xff == 0 ? $0 : $0 | 1 << $1 }
    words[word] = OfWord(mask: mask | (words[word]?.mask ?? 0), at: time)
  }
}
