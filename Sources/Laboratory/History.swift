import Model
import Programs
import SharedMemory

/// The moves since the last reset, and what each led to: what stepping back rests on.
struct History {
  /// A move that was made, and a digest of the state after it.
  struct Entry {
    var move: Move
    var digest: Int
  }

  /// Who took part when it began.
  let roster: [WorkerID]
  private(set) var entries: [Entry] = []
  /// What was undone, the next one to be made again last.
  fileprivate(set) var undone: [Move] = []
  /// Why the moves alone do not lead here; nil if they do. The beginning of a sentence.
  private(set) var lost: String?

  init(roster: [WorkerID] = []) { self.roster = roster }

  var schedule: Schedule? { lost == nil ? Schedule(moves: entries.map(\.move)) : nil }

  /// Enters a move. One that is not the one undone last forks off from there.
  fileprivate mutating func enter(_ move: Move, digest: Int) {
    if undone.last == move { undone.removeLast() } else { undone = [] }
    entries.append(Entry(move: move, digest: digest))
  }

  /// Something else than a move has happened.
  mutating func lose(_ reason: String) { lost = lost ?? reason }
}

extension Experiment {
  /// Whether everyone still stands where a new experiment begins.
  var isUntouched: Bool { resets == 0 && history.schedule?.moves.isEmpty == true && history.undone.isEmpty }

  /// Enters a move, unless it matters no more.
  func enter(_ move: Move) {
    if history.lost == nil { history.enter(move, digest: digest()) }
  }

  /// Undoes the last move by making all the others again, from a reset ring and with those who took part then; on the
  /// same processes as far as they live.
  ///
  /// - Parameter times: how many moves are undone, at once; no more than there are.
  public func stepBack(_ times: Int = 1) throws(Refusal) {
    if let lost = history.lost { throw Refusal("\(lost), so no step can be undone; R resets") }
    guard !history.entries.isEmpty else { throw Refusal("there is no step to go back from") }
    let past = history
    let undone = past.entries.suffix(max(1, times)).map(\.move)
    try quietly { () throws(Refusal) in
      try resetInPlace(roster: past.roster)
      for (index, entry) in past.entries.dropLast(undone.count).enumerated() {
        if isCancelled() { throw giveUp() }
        let place = "the replay differed at move \(index + 1), \(entry.move)"
        do { try make(entry.move) } catch { throw Refusal("\(place): \(error)") }
        if let lost = history.lost { throw Refusal("\(place): \(lost); R resets") }
        guard history.entries.last?.digest == entry.digest else { throw Refusal("\(place); R resets") }
      }
    }
    history.keep(undone: past.undone + undone.reversed())
  }

  /// Leaves what is being repeated in the middle, since somebody wants the end.
  private func giveUp() -> Refusal {
    history.lose("the replay was interrupted")
    return Refusal("the replay was interrupted; R resets")
  }

  /// Makes the move again that was undone last.
  func stepForward() throws(Refusal) {
    guard let next = history.undone.last else { throw Refusal("nothing was undone") }
    try make(next)
  }

  /// Follows a schedule from a reset ring, with those who took part at the last reset; as far as it comes, if that is to
  /// end early.
  func follow(_ schedule: Schedule, after each: (Move) -> Void = { _ in }) throws(Refusal) {
    if panel.pace != .step { try apply(.pace(.step)) }
    try quietly { () throws(Refusal) in
      try resetInPlace(roster: history.roster)
      for (index, move) in schedule.moves.enumerated() {
        if isCancelled() { return }
        let place = "the schedule cannot be followed at move \(index + 1)"
        do { try make(move) } catch { throw Refusal("\(place): \(error)") }
        if let lost = history.lost { throw Refusal("\(place): \(lost)") }
        each(move)
      }
    }
  }

  /// Tells nobody who comes and goes meanwhile: it is meant to be so.
  private func quietly(_ work: () throws(Refusal) -> Void) throws(Refusal) {
    let told = notices
    defer { notices = told }
    try work()
  }

  /// What a move led to, in one number: all that processes share, who is alive, and where each stands.
  func digest() -> Int {
    var digest = Digest()
    digest.combine(region.in.load())
    digest.combine(region.out.load())
    digest.combine(region.count.load())
    digest.combine(region.counter.load())
    digest.combine(region.message.version.load())
    for view in region.synchronizers() { digest.combine(UInt64(bitPattern: Int64(view.value))) }
    for word in 0..<min(region.layout.slotCount * region.layout.slotWords, 16_384) {
      combine(item: region.slots[word].load(), into: &digest)
    }
    for (id, member) in members { digest.combineUnordered(self.digest(of: id, member)) }
    return digest.value
  }

  private func digest(of id: WorkerID, _ member: Member) -> Digest {
    var digest = Digest()
    digest.combine(UInt64(id.record) << 2 | (member.isDead ? 2 : 0) | (member.isLeaving ? 1 : 0))
    let words = region.workers[id.record]
    let shown = words.registers.load()
    digest.combine(UInt64(words.state.load()) << 32 | UInt64(words.operation.load()))
    digest.combine(UInt64(shown))
    digest.combine(words.sequence.load())
    digest.combine(words.taken.load())
    digest.combine(words.duplicated.load())
    digest.combine(words.torn.load())
    digest.combine(words.phantom.load())
    // A register that is not on show holds what was there before.
    if shown & RegionValue.showsIndex != 0 { digest.combine(words.index.load()) }
    if shown & RegionValue.showsItem != 0 { combine(item: words.item.load(), into: &digest) }
    return digest
  }

  /// An item without its tally cell, which is another one each time.
  private func combine(item raw: UInt64, into digest: inout Digest) {
    let item = ItemWord(raw: raw)
    digest.combine(UInt64(item.producer) << 40 ^ item.sequence)
  }
}

/// A hash of words for states that this process itself made: it is taken at each step, and nobody would forge one.
private struct Digest {
  private var hash: UInt64 = 0x9e37_79b9_7f4a_7c15

  var value: Int { Int(truncatingIfNeeded: hash) }

  /// One round of multiplying to twice the width and folding, as wyhash does.
  mutating func combine(_ word: UInt64) {
    let product = (hash ^ word).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
    hash = (product.high ^ product.low) &+ 0xe703_7ed1_a0b4_28db
  }

  /// Another digest, whatever the order in which such are combined.
  mutating func combineUnordered(_ other: Digest) { hash &+= other.hash }
}

extension History {
  fileprivate mutating func keep(undone: [Move]) { self.undone = undone }
}
